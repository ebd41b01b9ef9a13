import { Component, computed, inject } from '@angular/core';
import { LEDGER_CLASSES, type LedgerAnswer } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import { signed } from './card-age';
import { OperationsLanguage, type OperationsTranslate } from './operations-language';
import { OperationsState } from './operations-state';
import { PartitionTable } from './partition-table';

/** The equation of promise 1 in words and figures, over all partitions. */
export function equationOf(ledger: LedgerAnswer, t: OperationsTranslate, formats: Formats) {
  const compared = ledger.sources.reduce((sum, source) => sum + source.minutesCompared, 0);
  const chunks = ledger.sources.reduce((sum, source) => sum + source.chunks, 0);
  const extent = { compared: formats.integer(compared), chunks: formats.integer(chunks) };
  const minutesAgree = ledger.sources.every(
    ({ minutesDifference, balanced, difference }) => minutesDifference === 0 && (balanced || difference !== 0),
  );
  return {
    terms: LEDGER_CLASSES.map((name) => ({
      key: name,
      label: t(`ledger.${name}`),
      value: formats.integer(ledger[name]),
      alarm: name === 'lost' && ledger.lost > 0,
    })),
    accounted: formats.integer(ledger.accounted),
    processed: formats.integer(ledger.processedOffsets),
    difference: signed(ledger.difference, formats),
    holds: ledger.difference === 0,
    minutes: minutesAgree
      ? t('ops.equation.minutesAgree', extent)
      : t('ops.equation.minutesDiffer', { ...extent, count: signed(ledger.minutesDifference, formats) }),
    minutesAgree,
  };
}

/** Both sides of the equation, spelled out, and the same of each partition. */
@Component({
  selector: 'lf-equation-card',
  imports: [PartitionTable],
  templateUrl: './equation-card.html',
  styleUrls: ['../../kit/src/card.css', './equation-card.css'],
})
export class EquationCard {
  protected readonly words = inject(OperationsLanguage);
  protected readonly state = inject(OperationsState);
  protected readonly placeholders = Array.from({ length: LEDGER_CLASSES.length + 3 }, (_unused, index) => index);
  protected readonly shown = computed(() => {
    const ledger = this.state.ledger();
    return ledger === null ? null : equationOf(ledger, this.words.t(), this.words.formats());
  });
}
