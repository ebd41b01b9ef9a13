import { Controller, Get, Inject, Query } from '@nestjs/common';
import { alertQuery, type AlertPage } from '@lianfang/contract';
import { AlertCursorError, type AlertStore } from '@lianfang/store';
import { badQuestion } from '../api/problem-error';
import { parseQuestion } from '../api/parse-question';
import { Needs } from '../session/needs';
import { ALERT_STORE } from '../operations/operations-tokens';

/** System alerts by REST. */
@Controller('api/v1/alerts')
@Needs('ledger.read')
export class AlertsController {
  constructor(@Inject(ALERT_STORE) private readonly alerts: AlertStore) {}

  @Get()
  async list(@Query() query: unknown): Promise<AlertPage> {
    const asked = parseQuestion(alertQuery, query);
    return this.alerts.page(asked).catch((error: unknown) => {
      throw error instanceof AlertCursorError ? badQuestion(error.message) : error;
    });
  }
}
