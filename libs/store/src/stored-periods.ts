import type { Client } from '@elastic/elasticsearch';
import type { RowSource } from '@lianfang/contract';
import { z } from 'zod';
import { documentPages, refresh } from './read/document-pages';
import { all, ofSource, type Query } from './read/row-queries';

const timed = z.object({ time: z.number() });

/** Which hours or days of a source are stored, and at which version. */
export interface PeriodsQuestion {
  readonly index: string;
  readonly source: RowSource;
  /** Starts, milliseconds. */
  readonly times: readonly number[];
  /** To read less of each: one document of a period tells its version. */
  readonly only?: Query;
}

/** The highest version of each period that is stored, after a refresh. */
export async function storedPeriods(
  client: Client,
  { index, source, times, only }: PeriodsQuestion,
): Promise<Map<number, number>> {
  const versions = new Map<number, number>();
  if (times.length === 0) return versions;
  await refresh(client, [index]);
  const query = all([ofSource(source), { terms: { time: [...times] } }, ...(only ? [only] : [])]);
  for await (const page of documentPages(client, index, query)) {
    for (const { version, source: document } of page) {
      const { time } = timed.parse(document);
      versions.set(time, Math.max(version, versions.get(time) ?? 0));
    }
  }
  return versions;
}
