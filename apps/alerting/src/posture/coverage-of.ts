import type { Directory, PostureInputs, SensorSign } from '@lianfang/contract';
import type { RegisteredSensor } from '@lianfang/locate';
import { judgeState, mergeSigns } from '@lianfang/views';

/** Signs of life of all sensors. */
export interface KnownSigns {
  readonly signs: readonly SensorSign[];
  /** The instant up to which everything that the log held is in them, milliseconds since 1970 UTC. */
  readonly asOf: number;
}

export type Coverage = Pick<PostureInputs, 'agencies' | 'agenciesCovered' | 'sensors'>;

type Life = 'alive' | 'late' | 'silent';

/**
 * Agencies of each county of the directory, and how many a living sensor speaks for. Late is alive; never seen is silent. A
 * sensor that may speak for the whole nation says of no agency in particular that it is seen, and is left out.
 * @param known undefined: it is not known how sensors do
 */
export function coverageOf(
  directory: Directory,
  sensors: ReadonlyMap<string, RegisteredSensor>,
  known: KnownSigns | undefined,
): Map<string, Coverage> {
  const lives = known && livesOf(sensors, known);
  return new Map(
    directory.counties.map(({ code }) => {
      const agencies = directory.agencies.filter(({ county }) => county === code).map(({ id }) => id);
      return [code, lives ? covered(code, agencies, lives) : { agencies: agencies.length, ...NOT_KNOWN }];
    }),
  );
}

const NOT_KNOWN = { agenciesCovered: null, sensors: null } as const;

interface SensorLife {
  readonly life: Life;
  readonly counties: ReadonlySet<string>;
  readonly agencies: ReadonlySet<string>;
}

function livesOf(sensors: ReadonlyMap<string, RegisteredSensor>, { signs, asOf }: KnownSigns): SensorLife[] {
  const bySensor = Map.groupBy(signs, ({ sensor }) => sensor);
  return [...sensors].flatMap(([id, { entry }]) => {
    const { speaksFor, heartbeatMs } = entry;
    if (speaksFor === 'nation') return [];
    const own = bySensor.get(id);
    const { state } = judgeState({ heartbeatMs, lastSign: own && mergeSigns(own).lastSign, asOf });
    return [
      {
        life: state === 'alive' || state === 'late' ? state : 'silent',
        counties: new Set(speaksFor.counties.map((each) => each.id)),
        agencies: new Set(speaksFor.agencies.map((each) => each.id)),
      },
    ];
  });
}

function covered(county: string, agencies: readonly string[], lives: readonly SensorLife[]): Coverage {
  const own = lives.filter((each) => each.counties.has(county) || agencies.some((id) => each.agencies.has(id)));
  const count = (life: Life): number => own.filter((each) => each.life === life).length;
  const sensors = { registered: own.length, alive: count('alive'), late: count('late'), silent: count('silent') };
  // Without any sensor nothing is known, and nobody is told that nothing is covered.
  if (own.length === 0) return { agencies: agencies.length, agenciesCovered: null, sensors };
  const living = own.filter(({ life }) => life !== 'silent');
  const isSeen = (id: string): boolean => living.some((each) => each.counties.has(county) || each.agencies.has(id));
  return { agencies: agencies.length, agenciesCovered: agencies.filter(isSeen).length, sensors };
}
