import { SHARED_DATASETS } from '@lianfang/access';
import type { CountyFigures, SharedMiddle, SituationView } from '@lianfang/contract';
import { MINUTE_MS } from '@lianfang/views';

/** What the middle of all counties is taken from. */
export interface MiddleSource {
  /** @throws NotLoadedError */
  situation(): SituationView;
  /** Milliseconds of a clock that does not jump. */
  now(): number;
}

/** A posture that lies further back than the figures is not part of the middle of now. */
const POSTURE_AGE_MS = 5 * MINUTE_MS;
const { leastCounties, keptMs } = SHARED_DATASETS.middle;

/** The middle of all counties, the same for whoever asks: from memory, and made anew no sooner than the dataset says. */
export class MiddleDesk {
  private kept: { readonly until: number; readonly answer: SharedMiddle } | undefined;

  constructor(private readonly source: MiddleSource) {}

  answer(): SharedMiddle {
    const now = this.source.now();
    if (this.kept === undefined || this.kept.until <= now)
      this.kept = { until: now + keptMs, answer: middleOf(this.source.situation()) };
    return this.kept.answer;
  }
}

/** Medians over the counties that are not silent and have the figure, each of as many counties as it must be. */
export function middleOf({ freshness: { asOf }, counties }: SituationView): SharedMiddle {
  const heard = Object.values(counties).filter(({ silent }) => !silent);
  const rates = heard.flatMap(({ blockedPerMinutePer1000 }) => blockedPerMinutePer1000 ?? []);
  return {
    asOf,
    score: rounded(heard.flatMap(scoreAt(asOf)), Math.round),
    blockedPerMinutePer1000: rounded(rates, (value) => Number(value.toPrecision(2))),
    timesNormal: rounded(heard.flatMap(timesNormalOf), (value) => Math.round(value * 10) / 10),
  };
}

function scoreAt(asOf: number | null): (figures: CountyFigures) => number | [] {
  return ({ posture }) =>
    posture === null || asOf === null || posture.at < asOf - POSTURE_AGE_MS ? [] : (posture.score ?? []);
}

function timesNormalOf({ blockedPerMinute, normal }: CountyFigures): number | [] {
  return normal === null || normal.middle <= 0 ? [] : blockedPerMinute / normal.middle;
}

/** Null where too few counties have the figure. */
function rounded(values: readonly number[], round: (value: number) => number): number | null {
  if (values.length < leastCounties) return null;
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length / 2;
  const [lower = 0, upper = lower] = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return round((lower + upper) / 2);
}
