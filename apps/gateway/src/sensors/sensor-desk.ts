import {
  CENTRE_ONLY,
  SENSOR_STATES,
  sensorQuery,
  type Scope,
  type Freshness,
  type SensorItem,
  type SensorPage,
  type SensorSign,
  type SensorState,
} from '@lianfang/contract';
import { countyWithin, freshnessWithin } from '../api/county-within';
import type { RegisteredSensor } from '@lianfang/locate';
import { z } from 'zod';
import { parseQuestion } from '../api/parse-question';
import { badQuestion } from '../api/problem-error';
import { mergeSigns } from '@lianfang/views';
import { toSensorItem, type SensorLine } from './sensor-item';

/** What sensors are read from. */
export interface SensorSource {
  /** The registry as it is now, by id. */
  registry(): ReadonlyMap<string, RegisteredSensor>;
  /** Stored signs for a scope. */
  signs(scope: Scope): Promise<readonly SensorSign[]>;
  /** The instant up to which everything that the log held is in the stored signs, or null. */
  asOf(): number | null;
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
  isCounty(code: string): boolean;
  /** Monotonic clock, milliseconds. */
  now(): number;
}

/** Signs are written every two seconds; who asks more often gets the same. */
const KEPT_MS = 1_000;
/** An unregistered sensor of which nothing was seen for so long is not listed (7 days). */
const LISTED_MS = 7 * 86_400_000;

/** The place of the last line of a page: state first, then id. */
const cursorSchema = z.object({ state: z.enum(SENSOR_STATES), after: z.string().max(1_000).nullable() });
type Place = z.infer<typeof cursorSchema>;

interface Asked {
  readonly at: number;
  readonly signs: Promise<readonly SensorSign[]>;
}

/** Lists sensors with their last sign of life. Whoever asks names the scope: a county sees its own sensors alone. */
export class SensorDesk {
  private asked: Asked | undefined;

  constructor(private readonly source: SensorSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead. */
  async list(query: unknown, scope: Scope): Promise<SensorPage> {
    const { state, size, cursor, ...asked } = parseQuestion(sensorQuery, query);
    const county = countyWithin(asked.county, scope, (code) => this.source.isCounty(code));
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const freshness = freshnessWithin(this.source.freshness(county), scope);
    const { lines, asOf } = await this.read(county, scope);
    const items = lines.map((line) => toPlaced(line, asOf)).sort((one, other) => comparePlaces(one.place, other.place));
    const fitting = items.filter(
      ({ item, place }) =>
        (state === undefined || item.state === state) && (after === undefined || comparePlaces(place, after) > 0),
    );
    const page = fitting.slice(0, size);
    const last = page.at(-1);
    return {
      items: page.map(({ item }) => item),
      cursor: fitting.length > size && last !== undefined ? encodeCursor(last.place) : null,
      counts: countByState(items.map(({ item }) => item)),
      asOf,
      freshness,
    };
  }

  /** Sensors by state, of the whole nation. */
  async counts(): Promise<Record<SensorState, number>> {
    const { lines, asOf } = await this.read(undefined, CENTRE_ONLY);
    return countByState(lines.map((line) => toSensorItem(line, asOf)));
  }

  private async read(
    county: string | undefined,
    scope: Scope,
  ): Promise<{ readonly lines: readonly SensorLine[]; readonly asOf: number | null }> {
    // Before the signs: what is known up to then is in them.
    const asOf = this.source.asOf();
    const signs = Map.groupBy(await this.signs(scope), ({ sensor }) => sensor);
    const registry = this.source.registry();
    const lines: SensorLine[] = [];
    for (const [id, sensor] of registry) {
      if (county !== undefined && sensor.county !== county) continue;
      const own = signs.get(id);
      lines.push({ id, sensor, sign: own && mergeSigns(own) });
    }
    if (county === undefined) lines.push(...strangers(signs, registry, asOf));
    return { lines, asOf };
  }

  private signs(scope: Scope): Promise<readonly SensorSign[]> {
    if (scope !== CENTRE_ONLY) return this.source.signs(scope);
    const now = this.source.now();
    if (this.asked !== undefined && now - this.asked.at < KEPT_MS) return this.asked.signs;
    const asked: Asked = { at: now, signs: this.source.signs(scope) };
    this.asked = asked;
    asked.signs.catch(() => {
      if (this.asked === asked) this.asked = undefined;
    });
    return asked.signs;
  }
}

/** Sensors that write and are not registered. */
function strangers(
  signs: ReadonlyMap<string | null, readonly SensorSign[]>,
  registry: ReadonlyMap<string, RegisteredSensor>,
  asOf: number | null,
): SensorLine[] {
  return [...signs].flatMap(([id, own]) => {
    if (id !== null && registry.has(id)) return [];
    const sign = mergeSigns(own);
    return asOf !== null && sign.lastSign < asOf - LISTED_MS ? [] : [{ id, sensor: undefined, sign }];
  });
}

function countByState(items: readonly SensorItem[]): Record<SensorState, number> {
  const counts = Object.fromEntries(SENSOR_STATES.map((state) => [state, 0])) as Record<SensorState, number>;
  for (const { state } of items) counts[state] += 1;
  return counts;
}

function toPlaced(line: SensorLine, asOf: number | null): { readonly item: SensorItem; readonly place: Place } {
  const item = toSensorItem(line, asOf);
  return { item, place: { state: item.state, after: line.id } };
}

/** Worst first, so that who is cut off is well; then by id. */
function comparePlaces(one: Place, other: Place): number {
  const states = SENSOR_STATES.indexOf(one.state) - SENSOR_STATES.indexOf(other.state);
  return states === 0 ? compareIds(one.after, other.after) : states;
}

/** By code units, so that every gateway has the same order; what has no id comes last. */
function compareIds(one: string | null, other: string | null): number {
  if (one === other) return 0;
  return isAfter(one, other) ? 1 : -1;
}

function isAfter(id: string | null, other: string | null): boolean {
  if (other === null) return false;
  return id === null || id > other;
}

function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decodeCursor(cursor: string): Place {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw badQuestion('The cursor is not one of ours. Ask without it for the first page.');
  }
}
