import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { Scope } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';
import { AuditsItself } from '../audit/audits-itself';
import { saidWhy } from '../audit/said-why';
import { Needs, Visitor, WithinScope } from '../session/needs';
import type { Visit } from '../session/session-desk';
import type { ExportDesk } from './export-desk';
import { EXPORT_DESK } from './export-tokens';

/** Figures that are about to be saved as a file. Whose they are stands in the body: so it tells the audit itself. */
@Controller('api/v1/exports')
@Needs('figures.export')
@AuditsItself()
export class ExportsController {
  constructor(@Inject(EXPORT_DESK) private readonly desk: ExportDesk) {}

  @Post()
  @HttpCode(204)
  record(
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @WithinScope() scope: Scope,
    @Req() { headers, id }: FastifyRequest,
  ): Promise<void> {
    return this.desk.record(order, { principal, scope, why: saidWhy(headers), requestId: String(id) });
  }
}
