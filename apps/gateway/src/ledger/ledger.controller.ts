import { Controller, Get, Inject } from '@nestjs/common';
import type { LedgerAnswer } from '@lianfang/contract';
import { Needs } from '../session/needs';
import { LEDGER_WATCH } from '../operations/operations-tokens';
import type { LedgerWatch } from './ledger-watch';

/** The ledger by REST. */
@Controller('api/v1/ledger')
@Needs('ledger.read')
export class LedgerController {
  constructor(@Inject(LEDGER_WATCH) private readonly watch: LedgerWatch) {}

  @Get()
  ledger(): LedgerAnswer {
    return this.watch.answer();
  }
}
