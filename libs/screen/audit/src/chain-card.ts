import { Component, computed, inject, signal } from '@angular/core';
import type { AuditChainAnswer } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import { AuditLanguage, type AuditTranslate } from './audit-language';
import { AuditState } from './audit-state';

const HOUR = 3_600_000;
/** A check once a day that is two hours late did not come. */
const CHECK_LATE = 26 * HOUR;
/** A head an hour; two that did not come. */
const HEAD_LATE = 3 * HOUR;
/** The API has the rest. */
const MOST_FAULTS = 10;

/** What is said of the chain: `good`, `late` (nobody looked lately), `bad`, or `none` yet. */
export interface Verdict {
  readonly tone: 'good' | 'late' | 'bad' | 'none';
  readonly sign: string;
  readonly word: string;
  readonly note: string;
}

/** Whether the chain is whole in words. Old news is no good news: a check that is overdue says so. */
export function verdictOf(
  { checked }: AuditChainAnswer,
  now: number,
  { t, formats }: { t: AuditTranslate; formats: Formats },
): Verdict {
  if (checked === null) return { tone: 'none', sign: '◇', word: t('chain.unchecked'), note: t('chain.uncheckedNote') };
  const entries = checked.entries === null ? '' : t('chain.entries', { count: formats.integer(checked.entries) });
  const when = t('chain.checkedAt', { time: formats.clock(checked.at), ago: formats.ago(now - checked.at) });
  const note = [when, entries].filter(Boolean).join(' · ');
  if (!checked.isWhole) return { tone: 'bad', sign: '⬣', word: t('chain.broken'), note };
  if (now - checked.at > CHECK_LATE) return { tone: 'late', sign: '▲', word: t('chain.late'), note };
  return { tone: 'good', sign: '✓', word: t('chain.whole'), note };
}

/** Whether the audit is whole, and its last published head: what somebody keeps to prove it later. */
@Component({
  selector: 'lf-chain-card',
  templateUrl: './chain-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './chain-card.css'],
})
export class ChainCard {
  protected readonly words = inject(AuditLanguage);
  protected readonly state = inject(AuditState);
  protected readonly copied = signal<'no' | 'yes' | 'by-hand'>('no');
  protected readonly verdict = computed(() => {
    const answer = this.state.chain();
    if (answer === null) return null;
    return verdictOf(answer, this.state.now(), { t: this.words.t(), formats: this.words.formats() });
  });
  protected readonly isOfCounty = computed(() => this.state.county() !== null);
  protected readonly head = computed(() => {
    const head = this.state.chain()?.head ?? null;
    if (head === null) return null;
    const t = this.words.t();
    const formats = this.words.formats();
    return {
      hash: head.hash,
      short: `${head.hash.slice(0, 8)}…${head.hash.slice(-8)}`,
      when: t('chain.publishedAt', { time: formats.clock(head.at) }),
      offset: head.offset === null ? '' : t('chain.offset', { offset: formats.integer(head.offset) }),
      late: this.state.now() - head.at > HEAD_LATE,
    };
  });
  protected readonly kept = computed(() => {
    const kept = this.state.chain()?.keptUntil ?? null;
    return kept === null ? '' : this.words.t()('chain.keptUntil', { time: this.words.formats().clock(kept) });
  });
  protected readonly faults = computed(() => {
    const faults = this.state.chain()?.checked?.faults ?? [];
    const t = this.words.t();
    const { integer } = this.words.formats();
    const shown = faults.slice(0, MOST_FAULTS).map(({ kind, from, to }) => ({
      kind: t(`fault.${kind}.name`),
      means: t(`fault.${kind}.means`),
      where:
        from === to
          ? t('chain.offset', { offset: integer(from) })
          : t('chain.offsets', { from: integer(from), to: integer(to) }),
    }));
    return { shown, more: faults.length - shown.length };
  });

  protected async copy(hash: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(hash);
      this.copied.set('yes');
    } catch {
      // The browser lets nobody write to the clipboard: the whole hash is shown, to be copied by hand.
      this.copied.set('by-hand');
    }
  }
}
