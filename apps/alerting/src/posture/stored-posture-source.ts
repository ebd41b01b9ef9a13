import type { Client } from '@elastic/elasticsearch';
import {
  readRangesOfHours,
  type DirectoryFile,
  type LiveBoard,
  type NormalRanges,
  type RegistryFile,
} from '@lianfang/board';
import { CENTRE_ONLY, type IndexNames } from '@lianfang/contract';
import {
  createHourHistory,
  readCountyTotals,
  readSensorSigns,
  readSeverities,
  readSteadily,
  type StoredRows,
  type TierCut,
} from '@lianfang/store';
import { HOUR_MS, readFreshness, readSignsAsOf, readWholeHour } from '@lianfang/views';
import type { PostureSource } from './posture-source.port';

/** From what figures are read. */
export interface StoredPostureParts {
  readonly client: Client;
  readonly names: IndexNames;
  readonly stored: StoredRows;
  readonly live: LiveBoard;
  readonly normals: NormalRanges;
  readonly directory: DirectoryFile;
  readonly registry: RegistryFile;
  /** Instants that are judged are multiples of this, so that several instances judge the same ones; milliseconds. */
  readonly everyMs: number;
  /** Told how many rows a reading of severities added up. */
  readonly onRows: (count: number) => void;
}

/** The {@link PostureSource} on the live board and Elasticsearch: the same figures that screens show. */
export function createPostureSource(parts: StoredPostureParts): PostureSource {
  const { client, names, stored, live, directory, registry } = parts;
  const steadily = <T>(read: () => Promise<T>): Promise<T> => readSteadily(() => stored.generation(), read);
  const open = () => live.board?.watermarks.all() ?? [];
  const severities = (cut: TierCut) => steadily(() => readSeverities(client, names, { cut, open: open() }));
  const history = createHourHistory(client, names);
  return {
    now: async () => {
      const { board } = live;
      // The wall clock decides only whether figures are stale.
      const wall = Date.now();
      const { state, asOf } = board ? readFreshness(board, wall) : { state: 'waiting', asOf: null };
      if (!board || asOf === null) return undefined;
      const at = Math.floor(board.clock(asOf, wall) / parts.everyMs) * parts.everyMs;
      const signsAsOf = readSignsAsOf(board);
      await parts.normals.keepUp(at, wall);
      const hour = readWholeHour(board, at, directory.counties.keys(), parts.normals.of);
      return { at, isStale: state !== 'live', hour, signsAsOf };
    },
    directory: () => directory.current,
    addresses: () => directory.counties,
    registry: () => registry.sensors,
    signs: () => readSensorSigns(client, names, CENTRE_ONLY),
    severities: async (from, to) => {
      const { byCounty, rows } = await severities({ days: [], hours: [], minutes: [{ from, to }] });
      parts.onRows(rows.minute);
      return byCounty;
    },
    closedHour: async (hour) => {
      const cut = { days: [], hours: [{ from: hour, to: hour + HOUR_MS }], minutes: [] };
      const [totals, severe] = await Promise.all([
        steadily(() => readCountyTotals(client, names, { cut, open: open() })),
        severities(cut),
      ]);
      return { totals, severities: severe.byCounty };
    },
    normalsOf: async (hours) => {
      const ranges = await readRangesOfHours(history, hours);
      return new Map([...ranges].map(([hour, byPlace]) => [hour, (place: string) => byPlace.get(place) ?? null]));
    },
  };
}
