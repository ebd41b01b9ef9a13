import type { PostureSummary } from '@lianfang/contract';
import type { CountyRow } from './county-rows';
import type { SituationTranslate } from './situation-words';

/** A county's score as a list shows it. */
export interface ShownPosture {
  /** `62`, or the word for unknown. */
  readonly score: string;
  readonly known: boolean;
  readonly sign: '▲' | '▼' | '';
  /** Points, without a sign; empty where there is no change. */
  readonly points: string;
  /** The change in words. */
  readonly change: string;
  /** What takes most off, in words. */
  readonly reason: string;
}

function changeWords(change: number | null, t: SituationTranslate): string {
  if (change === null) return '';
  if (change === 0) return t('score.same');
  return t(change < 0 ? 'score.down' : 'score.up', { count: Math.abs(change) });
}

/** Unknown is said to be unknown: it is neither a figure nor calm. */
export function shownPosture(posture: PostureSummary | null, t: SituationTranslate): ShownPosture {
  const { score = null, change = null, first = null } = posture ?? {};
  if (score === null) {
    return { score: t('score.unknown'), known: false, sign: '', points: '', change: '', reason: '' };
  }
  return {
    score: String(score),
    known: true,
    sign: change === null || change === 0 ? '' : change < 0 ? '▼' : '▲',
    points: change === null || change === 0 ? '' : String(Math.abs(change)),
    change: changeWords(change, t),
    reason: first === null ? t('worst.noReason') : t(`first.${first}`),
  };
}

/** Order of counties with a score: the lowest first; of equals the one that fell further. */
export function byWorst(a: CountyRow, b: CountyRow): number {
  const of = ({ figures }: CountyRow) => ({
    score: figures?.posture?.score ?? 0,
    change: figures?.posture?.change ?? 0,
  });
  return of(a).score - of(b).score || of(a).change - of(b).change;
}

/** Counties with a score, silent ones too, in the order of {@link byWorst}. */
export function worstCounties(rows: readonly CountyRow[]): readonly CountyRow[] {
  return rows.filter(({ figures }) => (figures?.posture?.score ?? null) !== null).sort(byWorst);
}
