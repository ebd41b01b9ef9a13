import type { Client } from '@elastic/elasticsearch';
import { indexNames, type Watermark } from '@lianfang/contract';

/** Hours and days of a run that are not closed, of all its partitions; undefined until it has written what there is. */
export async function readOpenPeriods(client: Client, run: string): Promise<number | undefined> {
  const index = indexNames(run).watermark;
  await client.indices.refresh({ index });
  const { hits } = await client.search<Watermark>({ index, size: 1_000 });
  const marks = hits.hits.flatMap(({ _source }) => (_source ? [_source] : []));
  if (marks.some(({ processed, logEnd }) => processed < logEnd)) return undefined;
  return marks.reduce((sum, { openHours, openDays }) => sum + openHours.length + openDays.length, 0);
}
