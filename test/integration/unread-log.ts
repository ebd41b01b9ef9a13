import type { Client } from '@elastic/elasticsearch';
import { rowId, type IndexNames } from '@lianfang/contract';
import { deadLetter } from '@lianfang/event';
import type { OutgoingRecord } from '@lianfang/platform/kafka';
import { createRowStore } from '@lianfang/store';
import { ledgerRow, row, watermark } from '@lianfang/testing';

export const TAIPEI = '63000';
export const KAOHSIUNG = '64000';

const HOUR_MS = 3_600_000;

/** What a collector stores of a log with four records that it could not read, and of two counties two hours ago. */
export async function createUnreadLog(client: Client, names: IndexNames, topic: string): Promise<void> {
  const stored = createRowStore(client, names);
  const source = { topic, epoch: 1, partition: 0 };
  const time = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 2 * HOUR_MS;
  const rows = [TAIPEI, KAOHSIUNG].map((county, at) => {
    const { chunk: _chunk, ...hour } = row({ ...source, tier: 'hour', time, county });
    return { ...hour, count: 5 + at };
  });
  await stored.writeRows(rows.map((each) => ({ id: rowId(each), version: 1, row: each })));
  await stored.writeLedger([
    ledgerRow({ ...source, to: 4, counted: 0, rejected: 4, rejectedByCode: { 'not-json': 4 } }),
  ]);
  await stored.writeWatermark(watermark({ ...source, processed: 4, logEnd: 4, at: Date.now() }), Date.now());
}

/** The dead letter of one of them. */
export function letterOf(topic: string, offset: number): OutgoingRecord {
  const place = { topic, epoch: 1, partition: 0, offset, timestamp: Date.now() };
  const record = { value: Buffer.from(`garbage ${offset}`), key: null, headers: {} };
  const made = deadLetter(record, { code: 'not-json', detail: 'not one JSON document' }, place, 1_000_000);
  return { ...made, headers: made.headers as Record<string, Buffer | string> };
}
