import { Component, computed, inject } from '@angular/core';
import type { LedgerAnswer } from '@lianfang/contract';
import { Tile, type Formats } from '@lianfang/screen/kit';
import { signed } from './card-age';
import { OperationsLanguage, type OperationsTranslate } from './operations-language';
import { OperationsState } from './operations-state';

interface Figure {
  readonly key: string;
  readonly title: string;
  readonly figure: string;
  readonly unit: string;
  readonly note: string;
  /** `bad`: something is wrong; `quiet`: nothing to see. */
  readonly tone: 'bad' | 'plain' | 'quiet';
}

function amount(key: string, title: string, count: number, formats: Formats): Omit<Figure, 'note' | 'tone'> {
  return { key, title, ...formats.amount(count) };
}

function shareOf(part: number, whole: number, formats: Formats): string {
  const share = whole > 0 ? part / whole : 0;
  return share > 0 && share < 0.0005 ? '<0.1%' : formats.percent(share, 1);
}

/** The four counts beside the verdict. */
export function countFigures(ledger: LedgerAnswer, t: OperationsTranslate, formats: Formats): Figure[] {
  const { pending, late, counted, rejected, processedOffsets, lost, sources } = ledger;
  const range = sources.flatMap(({ lostRanges }) => lostRanges).at(-1);
  return [
    {
      ...amount('pending', t('ops.pending.title'), pending, formats),
      note: t(pending === 0 ? 'ops.pending.none' : 'ops.pending.some'),
      tone: pending === 0 ? 'quiet' : 'plain',
    },
    {
      ...amount('late', t('ops.late.title'), late, formats),
      note: late === 0 ? t('ops.late.none') : t('ops.late.note', { share: shareOf(late, counted, formats) }),
      tone: late === 0 ? 'quiet' : 'plain',
    },
    {
      ...amount('rejected', t('ops.rejected.title'), rejected, formats),
      note:
        rejected === 0
          ? t('ops.rejected.none')
          : t('ops.rejected.note', { share: shareOf(rejected, processedOffsets, formats) }),
      tone: rejected === 0 ? 'quiet' : 'plain',
    },
    {
      ...amount('lost', t('ops.lost.title'), lost, formats),
      note: range
        ? t('ops.lost.note', { from: formats.integer(range.from), to: formats.integer(range.to) })
        : t('ops.lost.none'),
      tone: lost === 0 ? 'quiet' : 'bad',
    },
  ];
}

/** The verdict in one word with its shape, and the counts that call for somebody. */
@Component({
  selector: 'lf-operations-tiles',
  imports: [Tile],
  templateUrl: './operations-tiles.html',
  styleUrl: './operations-tiles.css',
})
export class OperationsTiles {
  protected readonly words = inject(OperationsLanguage);
  protected readonly state = inject(OperationsState);
  protected readonly placeholders = ['pending', 'late', 'rejected', 'lost'] as const;

  protected readonly verdict = computed(() => {
    const ledger = this.state.ledger();
    if (ledger === null) return null;
    const t = this.words.t();
    const formats = this.words.formats();
    if (ledger.balanced) {
      const every = formats.duration(ledger.checkEvery);
      return { sign: '✓', good: true, word: t('ops.check.balanced'), note: t('ops.check.note', { every }) };
    }
    const { difference, minutesDifference } = ledger;
    const word =
      difference !== 0 || minutesDifference === 0
        ? t('ops.check.difference', { count: signed(difference, formats) })
        : t('ops.check.minutes', { count: signed(minutesDifference, formats) });
    return { sign: '⬣', good: false, word, note: t('ops.check.wrong') };
  });
  protected readonly figures = computed(() => {
    const ledger = this.state.ledger();
    return ledger === null ? null : countFigures(ledger, this.words.t(), this.words.formats());
  });
}
