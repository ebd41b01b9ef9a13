import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CENTRE_ONLY, type EvidencePage, type EvidenceRecord } from '@lianfang/contract';
import { EVIDENCE_DESK } from '../tokens';
import type { EvidenceDesk } from './evidence-desk';

/** Whole events by REST. There is no sign-in yet: whoever reaches the gateway asks for the centre. */
@Controller('api/v1/evidence')
export class EvidenceController {
  constructor(@Inject(EVIDENCE_DESK) private readonly desk: EvidenceDesk) {}

  @Get()
  list(@Query() query: unknown): Promise<EvidencePage> {
    return this.desk.list(query, CENTRE_ONLY);
  }

  @Get(':id')
  open(@Param('id') id: string): Promise<EvidenceRecord> {
    return this.desk.open(id, CENTRE_ONLY);
  }
}
