import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { CENTRE_ONLY, EVERY_COUNTY, transmissionQuery, type Scope, type TransmissionPage } from '@lianfang/contract';
import { TransmissionCursorError, type TransmissionStore } from '@lianfang/store';
import { HOUR_MS } from '@lianfang/views';
import type { FastifyRequest } from 'fastify';
import { parseQuestion } from '../api/parse-question';
import { badQuestion } from '../api/problem-error';
import { ShowsCountiesOf } from '../audit/audited-route';
import { Needs, WithinScope } from '../session/needs';
import { askingOf } from '../session/who-asks';
import { TRANSMISSION_STORE } from './machine-tokens';

/** What programs were given, by REST, for both sides: a program its own, a county's people their county's, the centre all. */
@Controller('api/v1/transmissions')
@Needs('transmissions.read')
export class TransmissionsController {
  constructor(@Inject(TRANSMISSION_STORE) private readonly store: Pick<TransmissionStore, 'page'>) {}

  @Get()
  @ShowsCountiesOf(countiesOfTransmissions)
  async list(
    @Query() query: unknown,
    @WithinScope() scope: Scope,
    @Req() request: FastifyRequest,
  ): Promise<TransmissionPage> {
    const { size, cursor, ...asked } = parseQuestion(transmissionQuery, query);
    const from = Math.floor(Date.parse(asked.from) / HOUR_MS) * HOUR_MS;
    const to = Date.parse(asked.to);
    const principal = askingOf(request)?.principal;
    const county = scope === CENTRE_ONLY ? undefined : scope.county;
    const client = principal?.kind === 'machine' ? principal.subject : undefined;
    const found = await this.store.page({ from, to, size, cursor, county, client }).catch((error: unknown) => {
      throw error instanceof TransmissionCursorError ? badQuestion(error.message) : error;
    });
    return { from, to, items: [...found.items], total: found.total, cursor: found.cursor };
  }
}

/** A program of the nation is shown itself alone; whoever else is not of one county is shown the programs of all. */
export function countiesOfTransmissions({ items }: Pick<TransmissionPage, 'items'>): readonly string[] {
  return [items.some(({ county }) => county !== CENTRE_ONLY) ? EVERY_COUNTY : CENTRE_ONLY];
}
