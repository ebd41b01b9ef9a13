import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { EvidencePage, EvidenceRecord, Scope } from '@lianfang/contract';
import { ShowsCountiesOf } from '../audit/audited-route';
import { InTurn } from '../machine/in-turn-interceptor';
import { Needs, WithinScope } from '../session/needs';
import { countiesOfItem, countiesOfPage } from './counties-of-evidence';
import { EVIDENCE_DESK } from '../tokens';
import type { EvidenceDesk } from './evidence-desk';

/** Whole events by REST. */
@Controller('api/v1/evidence')
@Needs('evidence.read')
export class EvidenceController {
  constructor(@Inject(EVIDENCE_DESK) private readonly desk: EvidenceDesk) {}

  @Get()
  @InTurn('rows')
  @ShowsCountiesOf(countiesOfPage)
  list(@Query() query: unknown, @WithinScope() scope: Scope): Promise<EvidencePage> {
    return this.desk.list(query, scope);
  }

  @Get(':id')
  @ShowsCountiesOf(countiesOfItem)
  open(@Param('id') id: string, @WithinScope() scope: Scope): Promise<EvidenceRecord> {
    return this.desk.open(id, scope);
  }
}
