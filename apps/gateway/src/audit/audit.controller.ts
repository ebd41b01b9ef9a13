import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { AuditChainAnswer, AuditPage, Scope } from '@lianfang/contract';
import { Needs, WithinScope } from '../session/needs';
import type { AuditDesk } from './audit-desk';
import { AUDIT_DESK } from './audit-tokens';

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
  chain(@WithinScope() scope: Scope): AuditChainAnswer {
    return this.desk.chain(scope);
  }
}
