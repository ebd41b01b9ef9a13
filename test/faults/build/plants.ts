import type { SourceChange } from './collector-build';

/** A bug that is planted on purpose, into a bundle that only tests run, to see that it is caught. */
export interface Plant {
  readonly name: string;
  /** The scenario that must catch it. */
  readonly scenario: string;
  readonly changes: readonly SourceChange[];
}

const CELLS = 'libs/aggregate/src/cell-book.ts';
const DELIVERY = 'apps/collector/src/partition/partition-delivery.ts';
const LOCATOR = 'libs/locate/src/create-locator.ts';
const BULK = 'libs/store/src/bulk-writer.ts';
const PIPELINE = 'apps/collector/src/pipeline.ts';
/** How a cell is counted in. */
const COUNTED = '+ count;';

/** One or more of each kind. */
export const PLANTS: readonly Plant[] = [
  {
    name: 'commit-before-bulk',
    scenario: 'F1',
    changes: [
      {
        file: DELIVERY,
        find: 'await this.write(work);',
        put: 'if (work.to > 0) await this.commit(work.to); await this.write(work);',
      },
      {
        file: DELIVERY,
        find: 'private async commit(): Promise<void> {',
        put: 'private async commit(ahead?: number) {',
      },
      {
        file: DELIVERY,
        find: 'commit(this.source, chunk.from, JSON',
        put: 'commit(this.source, ahead ?? acknowledged, JSON',
      },
    ],
  },
  {
    name: 'no-external-version',
    scenario: 'F2',
    changes: [{ file: BULK, find: ", version, version_type: 'external_gte' as const }", put: ' }' }],
  },
  {
    name: 'wall-clock-bucket',
    scenario: 'F1',
    changes: [
      {
        file: CELLS,
        find: 'Math.floor(event.time / MINUTE_MS)',
        put: 'Math.floor(Date.now() / MINUTE_MS)',
      },
    ],
  },
  {
    name: 'lost-record',
    scenario: 'F1',
    changes: [{ file: CELLS, find: COUNTED, put: '+ (event.time % 97 === 0 ? 0 : count);' }],
  },
  {
    name: 'doubled-record',
    scenario: 'F1',
    changes: [{ file: CELLS, find: COUNTED, put: '+ (event.time % 97 === 0 ? 2 * count : count);' }],
  },
  {
    name: 'wrong-county',
    scenario: 'F1',
    changes: [
      {
        file: LOCATOR,
        find: 'county: to.county, agency: to.id',
        put: "county: from === 'NL' ? '63000' : to.county, agency: to.id",
      },
    ],
  },
  {
    name: 'no-repeats-found',
    scenario: 'F1',
    changes: [
      { file: PIPELINE, find: 'if (duplicates?.see(record.offset, sensor, event))', put: "if (sensor === '')" },
    ],
  },
  {
    name: 'letters-dropped',
    scenario: 'F1',
    changes: [
      {
        file: 'apps/collector/src/partition/record-counter.ts',
        find: "if (outcome.kind === 'rejected')",
        put: "if (outcome.kind === 'rejected' && record.offset % 100 !== 7)",
      },
    ],
  },
  {
    name: 'busy-item-taken-for-written',
    scenario: 'F7',
    changes: [{ file: BULK, find: 'if (item.status === 409)', put: 'if (item.status === 409 || item.status === 429)' }],
  },
  {
    name: 'old-pin-ignored',
    scenario: 'F14',
    changes: [
      {
        file: 'libs/store/src/pin-store.ts',
        find: 'if (known.found) return pin.parse(known._source);',
        put: 'if (known.found) return wanted;',
      },
    ],
  },
  {
    name: 'hour-row-missing',
    scenario: 'F1',
    changes: [
      {
        file: 'apps/collector/src/partition/roll-up-due.ts',
        find: 'rollUp({ source, version, tier, time }, cells)',
        put: 'rollUp({ source, version, tier, time }, cells.slice(1))',
      },
    ],
  },
];
