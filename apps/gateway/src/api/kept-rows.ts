import type { RowTier } from '@lianfang/contract';
import type { Stretch, TierCut } from '@lianfang/store';
import { badQuestion } from './problem-error';

/** Stretches of a tier's rows that retention has dropped and that overlap this one. */
export type DroppedRows = (tier: RowTier, within: Stretch) => Promise<readonly Stretch[]>;

const COARSER = { minute: 'by whole hours', hour: 'by whole Taipei days', day: undefined } as const;

/** @throws ProblemError (400) when rows of the cut are gone: a sum without them would look like calm. */
export async function requireKept(cut: TierCut, dropped: DroppedRows): Promise<void> {
  const tiers = [
    ['minute', cut.minutes],
    ['hour', cut.hours],
    ['day', cut.days],
  ] as const;
  for (const [tier, stretches] of tiers) {
    for (const stretch of stretches) {
      const gone = await dropped(tier, stretch);
      if (gone.length === 0) continue;
      const until = new Date(gone.reduce((latest, { to }) => Math.max(latest, to), -Infinity)).toISOString();
      const advice = COARSER[tier] ? `, or ${COARSER[tier]}` : '';
      throw badQuestion(`Rows by ${tier} are no longer kept before ${until}. Ask from then on${advice}.`);
    }
  }
}
