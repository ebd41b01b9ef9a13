import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { AuditChainAnswer, AuditPage, Scope } from '@lianfang/contract';
import { z } from 'zod';
import { parseQuestion } from '../api/parse-question';
import { Needs, WithinScope } from '../session/needs';
import type { AuditDesk } from './audit-desk';
import { AUDIT_DESK } from './audit-tokens';

const noQuestion = z.object({});

/** Who looked, by REST. */
@Controller('api/v1/audit')
@Needs('audit.read')
export class AuditController {
  constructor(@Inject(AUDIT_DESK) private readonly desk: AuditDesk) {}

  @Get()
  page(@Query() query: unknown, @WithinScope() scope: Scope): Promise<AuditPage> {
    return this.desk.page(query, scope);
  }

  @Get('chain')
  chain(@Query() query: unknown, @WithinScope() scope: Scope): AuditChainAnswer {
    parseQuestion(noQuestion, query);
    return this.desk.chain(scope);
  }
}
