import type { Posture, PostureInputs } from '@lianfang/contract';
import { scorePosture } from '@lianfang/posture';
import { coverageOf, type KnownSigns } from './coverage-of';
import { LastKnown } from './last-known';
import type { FiguresNow, PostureSource, Severities } from './posture-source.port';

/**
 * So long what was read last stands in while Elasticsearch does not answer; then it is not known. Severities are told as of the
 * minutes of the inputs: one minute further back they are still nearly those.
 */
const SEVERITIES_STAND_IN_MS = 60_000;
const SIGNS_STAND_IN_MS = 5 * 60_000;

const NOT_COUNTED = { blocked: 0, allowed: 0, detected: 0, outbound: 0, normal: null, isSilent: true } as const;

/** Judges all counties at the instant of their figures. */
export class PostureEvaluator {
  private readonly severities = new LastKnown<Severities>(SEVERITIES_STAND_IN_MS);
  private readonly signs = new LastKnown<KnownSigns>(SIGNS_STAND_IN_MS);

  /** @param onProblem told what could not be read */
  constructor(
    private readonly source: PostureSource,
    private readonly onProblem: (doing: string, error: unknown) => void,
  ) {}

  /** @param yesterday of the same hour, by county @returns one for each county of the directory, in its order */
  async evaluate(now: FiguresNow, yesterday: ReadonlyMap<string, Posture>): Promise<Posture[]> {
    // What stands still is not asked for more.
    if (!now.isStale) await Promise.all([this.readSeverities(now), this.readSigns(now)]);
    const { at, isStale, hour } = now;
    const severities = this.severities.get(hour.to);
    const coverage = coverageOf(this.source.directory(), this.source.registry(), this.signs.get(at));
    const addresses = this.source.addresses();
    return [...coverage].map(([county, covered]) => {
      const { isSilent, ...counted } = hour.byCounty.get(county) ?? NOT_COUNTED;
      const inputs: PostureInputs = {
        from: hour.from,
        to: hour.to,
        ...counted,
        severe: severeOf(severities, county),
        protectedAddresses: addresses.get(county) ?? 0,
        ...covered,
        duties: null,
      };
      return scorePosture({ county, at, inputs, isStale, isSilent, yesterday: yesterday.get(county) });
    });
  }

  /** Minutes that are over change only by what comes late: once a minute is enough. */
  private async readSeverities({ hour: { from, to } }: FiguresNow): Promise<void> {
    if (this.severities.isOf(to)) return;
    try {
      this.severities.set(await this.source.severities(from, to), to);
    } catch (error) {
      this.onProblem('Reading severities', error);
    }
  }

  private async readSigns({ signsAsOf }: FiguresNow): Promise<void> {
    if (signsAsOf === null) return;
    try {
      // Read after the instant was noted: what was known then is in them.
      this.signs.set({ signs: await this.source.signs(), asOf: signsAsOf }, signsAsOf);
    } catch (error) {
      this.onProblem('Reading signs of life', error);
    }
  }
}

/** Null where it is not known; where it is, a county that is not named had none. */
export function severeOf(severities: Severities | undefined, county: string): PostureInputs['severe'] {
  if (severities === undefined) return null;
  const severe = severities.get(county);
  return severe === undefined ? { critical: 0, high: 0 } : severe;
}
