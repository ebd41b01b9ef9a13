import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lianfang/local';
import type { EvenRatesReport } from '../end-to-end/play-even-rates';
import type { GrowthReport } from '../growth/growth-report';
import type { StorageReport } from '../storage/storage-report';

/** A collector left to itself for an hour and more at the national rate, looked at by hand. */
export interface LiveHour {
  readonly commit: string;
  /** By alias without prefix: what lay on the disk while it went on, and after it was merged into one segment. */
  readonly families: Readonly<Record<string, { readonly lying: number; readonly merged: number }>>;
}

/** Everything that sizing is computed from: the last lines of three runs of the bench, and one hour. */
export interface Measured {
  readonly growth: GrowthReport;
  readonly evenRates: EvenRatesReport;
  readonly storage: StorageReport;
  readonly liveHour: LiveHour;
}

/** Reads what is kept in `measured/`, as the runs printed it. */
export function readMeasured(): Measured {
  const folder = join(repositoryRoot(), 'test', 'performance', 'sizing', 'measured');
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as T;
  return {
    growth: read('growth'),
    evenRates: read('even-rates'),
    storage: read('storage'),
    liveHour: read('live-hour'),
  };
}
