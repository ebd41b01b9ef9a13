import { withoutAborted, type AbortedTransaction } from './aborted-batches';
import type { RecordBatch } from './record-batch';

function batch(producerId: string, from: number, to: number, more: Partial<RecordBatch> = {}): RecordBatch {
  const records = Array.from({ length: to - from + 1 }, (_unused, at) => ({
    offset: from + at,
    logTime: 0,
    key: null,
    value: null,
    headers: {},
  }));
  return { producerId, from, to, isTransactional: true, isControl: false, records, ...more };
}

function mark(producerId: string, offset: number, kind: 'abort' | 'commit'): RecordBatch {
  const key = Buffer.from([0, 0, 0, kind === 'abort' ? 0 : 1]);
  const records = [{ offset, logTime: 0, key, value: null, headers: {} }];
  return batch(producerId, offset, offset, { isControl: true, records });
}

/** Two producers whose transactions overlap; the earlier one ends last. Offsets 0 to 5. */
const LOG = [
  batch('A', 0, 0),
  batch('B', 1, 1),
  mark('B', 2, 'abort'),
  batch('A', 3, 3),
  mark('A', 4, 'abort'),
  batch('B', 5, 5),
];
const A: AbortedTransaction = { producerId: 'A', firstOffset: 0 };
const B: AbortedTransaction = { producerId: 'B', firstOffset: 1 };

function left(batches: readonly RecordBatch[], aborted: readonly AbortedTransaction[]): number[] {
  const kept = withoutAborted(batches, aborted).filter(({ isControl }) => !isControl);
  return kept.flatMap(({ records }) => records.map(({ offset }) => offset));
}

describe('withoutAborted', () => {
  it.each([
    ['by their ends', [B, A]],
    ['by their beginnings', [A, B]],
  ])('leaves out what was taken back, in whatever order it is listed: %s', (_order, aborted) => {
    expect(left(LOG, aborted)).toEqual([5]);
  });

  it('says the same wherever a fetch begins', () => {
    const seen = LOG.map((_batch, at) => left(LOG.slice(at), at > 2 ? [A] : [A, B]));
    expect(seen).toEqual([[5], [5], [5], [5], [5], [5]]);
  });

  it('keeps other transactions of the same producer, and what is in none', () => {
    const log = [
      batch('A', 0, 1),
      mark('A', 2, 'commit'),
      batch('A', 3, 4),
      batch('A', 5, 5, { isTransactional: false }),
      mark('A', 6, 'abort'),
      batch('A', 7, 7),
    ];
    expect(left(log, [{ producerId: 'A', firstOffset: 3 }])).toEqual([0, 1, 5, 7]);
  });

  it('leaves out what two transactions of one batch of the log began', () => {
    // The batch in between ends behind the beginnings of both.
    const log = [batch('C', 0, 2), batch('A', 3, 3), batch('B', 4, 4), mark('B', 5, 'abort'), mark('A', 6, 'abort')];
    const aborted = [
      { producerId: 'B', firstOffset: 2 },
      { producerId: 'A', firstOffset: 1 },
    ];
    expect(left(log, aborted)).toEqual([0, 1, 2]);
  });

  it('calls nothing lost that was taken back and can not be read', () => {
    const log = [batch('A', 0, 0, { records: [], unreadable: 'broken' }), mark('A', 1, 'abort'), batch('A', 2, 2)];
    expect(withoutAborted(log, [A]).map(({ unreadable }) => unreadable)).toEqual([undefined, undefined, undefined]);
    expect(withoutAborted(log, [B]).map(({ unreadable }) => unreadable)).toEqual(['broken', undefined, undefined]);
  });

  it('keeps where the batches stood', () => {
    const placed = withoutAborted(LOG, [A, B]).map(({ from, to }) => [from, to]);
    expect(placed).toEqual(LOG.map(({ from, to }) => [from, to]));
  });
});
