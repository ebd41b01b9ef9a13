import type { LedgerRow } from '@lianfang/contract';
import { FakeLogReader, type LogAdmin, type LogBounds, type LogCommit, type LogRecord } from '@lianfang/platform/kafka';
import { FIRST_GENERATION, type EpochState, type EpochStore, type RowStore } from '@lianfang/store';
import { ledgerRow, versionedRow } from '@lianfang/testing';
import { fingerprintOf } from './log-identity';
import { MemorySigns } from './memory-signs';
import { openPartition, type OpeningParts } from './partition-opening';

const place = { topic: 'threat-events', partition: 0 };
const record: LogRecord = { offset: 1000, logTime: 1, key: null, value: Buffer.from('a'), headers: {} };
const fingerprint = fingerprintOf(record);

interface Found {
  readonly bounds: Pick<LogBounds, 'start' | 'end'>;
  readonly commit?: LogCommit;
  readonly epoch?: EpochState;
  readonly ledger?: LedgerRow;
  /** What is at the fingerprint's offset; the record itself unless said. */
  readonly record?: LogRecord;
  readonly topicTime?: string;
}

function parts(found: Found): OpeningParts & { readonly said: string[]; readonly written: EpochState[] } {
  const said: string[] = [];
  const written: EpochState[] = [];
  const say = (message: string): number => said.push(message);
  const admin: Pick<LogAdmin, 'bounds' | 'commits' | 'topicSetting'> = {
    bounds: async () => [{ partition: 0, ...found.bounds }],
    commits: async () => new Map(found.commit ? [[0, found.commit]] : []),
    topicSetting: async () => found.topicTime ?? 'LogAppendTime',
  };
  const epochs: EpochStore = {
    read: async () => found.epoch,
    write: async (state) => void written.push(state),
  };
  const rows: Pick<RowStore, 'generations' | 'readWatermark' | 'lastLedger' | 'rowsSince'> = {
    generations: async () => FIRST_GENERATION,
    readWatermark: async () => undefined,
    lastLedger: async ({ epoch }) => (found.ledger?.epoch === epoch ? found.ledger : undefined),
    rowsSince: async () => [versionedRow({}, 1250)],
  };
  const reader = new FakeLogReader();
  reader.logs.set('threat-events/0', [found.record ?? record]);
  return {
    group: 'g',
    admin: admin as LogAdmin,
    reader,
    epochs,
    rows: rows as RowStore,
    revisions: { write: async () => [], since: async () => [] },
    sketches: {
      write: async () => [],
      ofHours: async () => ({ hours: new Map(), dropped: [] }),
      chunksOf: async () => [],
      dropSince: async () => undefined,
    },
    signs: new MemorySigns(),
    log: { log: say, warn: say, error: say },
    said,
    written,
  };
}

function commit(offset: number, epoch = 1): LogCommit {
  return { offset, metadata: JSON.stringify({ epoch, chunk: '0.7', processed: offset + 50 }) };
}

const known: EpochState = { ...place, epoch: 1, start: 0, fingerprint };
const ledger = ledgerRow({ chunk: '0.7', from: 1000, to: 1200 });

describe('openPartition', () => {
  it('begins a partition that nobody counted at the beginning of its log', async () => {
    const opening = await openPartition(parts({ bounds: { start: 40, end: 90 } }), place);
    expect(opening).toMatchObject({ source: { epoch: 1 }, start: 40, countFrom: 40, chunk: undefined });
  });

  it('goes on at the commit, with the fingerprint to compare', async () => {
    const opening = await openPartition(
      parts({ bounds: { start: 0, end: 5000 }, commit: commit(1000), epoch: known, ledger }),
      place,
    );
    expect(opening).toMatchObject({ source: { epoch: 1 }, countFrom: 1000, chunk: '0.7', fingerprint });
  });

  it('counts everything again when Elasticsearch was emptied, whatever Kafka holds as committed', async () => {
    const opening = await openPartition(parts({ bounds: { start: 0, end: 5000 }, commit: commit(1000) }), place);
    expect(opening).toMatchObject({ source: { epoch: 1 }, countFrom: 0 });
  });

  it('opens a new epoch when the log is shorter than what was counted', async () => {
    const made = parts({ bounds: { start: 0, end: 1000 }, commit: commit(1000), epoch: known, ledger });
    expect(await openPartition(made, place)).toMatchObject({ source: { epoch: 2 }, start: 0, countFrom: 0 });
    expect(made.written).toEqual([{ ...place, epoch: 2, start: 0, fingerprint: null }]);
  });

  it.each([
    ['another record', { ...record, value: Buffer.from('b') }],
    ['the same record at another time', { ...record, logTime: 2 }],
  ])('opens a new epoch when %s is at the place of the fingerprint', async (_name, other) => {
    const found = { bounds: { start: 0, end: 9000 }, commit: commit(1000), epoch: known, ledger, record: other };
    expect(await openPartition(parts(found), place)).toMatchObject({ source: { epoch: 2 }, countFrom: 0 });
  });

  it('counts nothing of a topic that was made again without the log’s own time', async () => {
    const made = parts({ bounds: { start: 0, end: 10 }, epoch: known, topicTime: 'CreateTime' });
    await expect(openPartition(made, place)).rejects.toThrow(/LF-TOPIC-TIME/);
  });

  it('goes on at the last chunk of the ledger when the commit is gone', async () => {
    const opening = await openPartition(parts({ bounds: { start: 0, end: 5000 }, epoch: known, ledger }), place);
    expect(opening).toMatchObject({ countFrom: 1000, chunk: '0.7', stale: undefined });
  });

  it('leaves finished chunks as they are when retention took the commit’s place', async () => {
    const last = ledgerRow({ chunk: '0.9', from: 3000, to: 3500 });
    const found = { bounds: { start: 2000, end: 5000 }, commit: commit(1000), epoch: known, ledger: last };
    const made = parts(found);
    expect(await openPartition(made, place)).toMatchObject({ countFrom: 3000, chunk: '0.9', stale: undefined });
    expect(made.said).toEqual([]);
  });

  it('goes back to the ledger when Elasticsearch was set back behind the commit', async () => {
    const found = { bounds: { start: 0, end: 9000 }, commit: commit(5000), epoch: known, ledger };
    const made = parts(found);
    expect(await openPartition(made, place)).toMatchObject({ countFrom: 1000, chunk: '0.7' });
    expect(made.said.join()).toMatch(/set back/);
  });

  it('says loudly that the log was cut off', async () => {
    const found = { bounds: { start: 0, end: 1100 }, commit: commit(1000), epoch: known, ledger };
    const made = parts(found);
    expect(await openPartition(made, place)).toMatchObject({ source: { epoch: 1 }, stale: { floor: 1250 } });
    expect(made.said.join()).toMatch(/cut off at 1100/);
  });

  it('says loudly what retention took, and can prove nothing by a fingerprint that is gone', async () => {
    const made = parts({ bounds: { start: 2000, end: 5000 }, commit: commit(1000), epoch: known, ledger });
    expect(await openPartition(made, place)).toMatchObject({ countFrom: 1000, logStart: 2000, fingerprint: undefined });
    expect(made.said.join()).toMatch(/offsets 1000 to 1999 .*lost/);
  });

  it.each([
    ['of another epoch', commit(1000, 9)],
    ['that it did not write', { offset: 1000, metadata: 'x' }],
  ])('takes no notice of a commit %s', async (_name, strange) => {
    const made = parts({ bounds: { start: 0, end: 5000 }, commit: strange, epoch: known });
    expect(await openPartition(made, place)).toMatchObject({ countFrom: 0, chunk: undefined });
  });
});
