import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { InvestigationItem, InvestigationPage } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';
import { AuditsItself } from '../audit/audits-itself';
import { Needs, Visitor } from '../session/needs';
import type { Visit } from '../session/session-desk';
import type { InvestigationDesk } from './investigation-desk';
import { INVESTIGATION_DESK } from './investigation-tokens';

/** Sealed investigations by REST. They are the centre's: no route of theirs has a county's scope. */
@Controller('api/v1/investigations')
@Needs('investigation.read')
@AuditsItself()
export class InvestigationsController {
  constructor(@Inject(INVESTIGATION_DESK) private readonly desk: InvestigationDesk) {}

  @Get()
  page(@Query() query: unknown, @Visitor() { principal }: Visit): Promise<InvestigationPage> {
    return this.desk.page(query, principal);
  }

  @Get(':id')
  open(@Param('id') id: string, @Visitor() { principal }: Visit): Promise<InvestigationItem> {
    return this.desk.open(id, principal);
  }

  @Post()
  @HttpCode(200)
  @Needs('investigation.ask')
  ask(
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<InvestigationItem> {
    return this.desk.ask(order, { principal, requestId: String(requestId) });
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Needs('investigation.decide')
  decide(
    @Param('id') id: string,
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<InvestigationItem> {
    return this.desk.decide(id, order, { principal, requestId: String(requestId) });
  }

  @Post(':id/end')
  @HttpCode(200)
  @Needs('investigation.end')
  end(
    @Param('id') id: string,
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<InvestigationItem> {
    return this.desk.end(id, order, { principal, requestId: String(requestId) });
  }
}
