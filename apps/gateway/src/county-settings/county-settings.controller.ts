import { Body, Controller, Get, Inject, Param, Put, Req } from '@nestjs/common';
import type { CountySettingsAnswer, CountySettingsList, Scope } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';
import { AuditsItself } from '../audit/audits-itself';
import { Needs, Visitor, WithinScope } from '../session/needs';
import type { Visit } from '../session/session-desk';
import type { CountySettingsDesk } from './county-settings-desk';
import { COUNTY_SETTINGS_DESK } from './county-settings-tokens';

/** What counties have set, by REST. */
@Controller('api/v1')
@Needs('settings.read')
export class CountySettingsController {
  constructor(@Inject(COUNTY_SETTINGS_DESK) private readonly desk: CountySettingsDesk) {}

  @Get('settings')
  all(@WithinScope() scope: Scope): Promise<CountySettingsList> {
    return this.desk.all(scope);
  }

  @Get('counties/:code/settings')
  read(@Param('code') code: string, @WithinScope() scope: Scope): Promise<CountySettingsAnswer> {
    return this.desk.read(code, scope);
  }

  @Put('counties/:code/settings')
  @Needs('settings.change')
  @AuditsItself()
  change(
    @Body() order: unknown,
    @Visitor() { principal }: Visit,
    @WithinScope() scope: Scope,
    @Req() { id, params }: FastifyRequest<{ Params: { code: string } }>,
  ): Promise<CountySettingsAnswer> {
    return this.desk.change(params.code, order, { principal, scope, requestId: String(id) });
  }
}
