import type { Client } from '@elastic/elasticsearch';
import { DEMONSTRATION_TOPIC, watermark, type IndexNames, type Watermark } from '@lianfang/contract';
import { pin } from '../pin-store';
import { allDocuments, refresh } from './document-pages';
import { ofSource } from './row-queries';

/** A log that was or is counted, as it is stored. */
export interface LogSource {
  readonly watermark: Watermark;
  /** False for an earlier life of its topic: nobody counts it any more. */
  readonly isNewest: boolean;
  /** How far behind the log its events may be (milliseconds): the lateness window of its newest pin; 0 without one. */
  readonly window: number;
}

/** Every log that has a watermark, without the demonstration's past. */
export async function readLogSources(client: Client, names: IndexNames): Promise<LogSource[]> {
  await refresh(client, [names.watermark, names.pin]);
  const documents = await allDocuments(client, names.watermark);
  const marks = documents
    .map(({ source }) => watermark.parse(source))
    .filter(({ topic }) => topic !== DEMONSTRATION_TOPIC);
  return Promise.all(
    marks.map(async (mark) => ({
      watermark: mark,
      isNewest: !marks.some((other) => isLaterLife(other, mark)),
      window: await windowOf(client, names, mark),
    })),
  );
}

function isLaterLife(other: Watermark, { topic, partition, epoch }: Watermark): boolean {
  return other.topic === topic && other.partition === partition && other.epoch > epoch;
}

async function windowOf(client: Client, names: IndexNames, mark: Watermark): Promise<number> {
  const answer = await client.search({
    index: names.pin,
    query: ofSource(mark),
    size: 1,
    sort: [{ from: 'desc' }],
    track_total_hits: false,
  });
  const [newest] = answer.hits.hits;
  return newest ? pin.parse(newest._source).limits.behind : 0;
}
