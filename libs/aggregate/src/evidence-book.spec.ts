import type { Location, ThreatEvent } from '@lianfang/contract';
import { location, threatEvent } from '@lianfang/testing';
import { EvidenceBook, type EvidenceLimits } from './evidence-book';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 4);
const SOURCE = { topic: 'threat-events', epoch: 1, partition: 0 };
const LIMITS: EvidenceLimits = { perGroup: 2, perChunk: 4_000, bytes: 8_000_000, originalBytes: 1_000 };

type Change = Partial<ThreatEvent> & {
  readonly at?: Partial<Location>;
  readonly size?: number;
  readonly logTime?: number;
};

/** A book that is offered events, and the offsets that it kept. */
function world(limits: Partial<EvidenceLimits> = {}) {
  const book = new EvidenceBook({ source: SOURCE, chunk: '0.0', limits: { ...LIMITS, ...limits } });
  let offset = 0;
  return {
    book,
    offer: ({ at, size = 100, logTime = NOON, ...change }: Change): boolean => {
      const event = threatEvent({ time: NOON, ...change });
      const record = { offset, logTime, key: null, value: Buffer.alloc(size, 'x') };
      offset += 1;
      const isKept = book.offers(event, location(at), record);
      if (isKept) book.keep(event, location(at), record);
      return isKept;
    },
    kept: () => book.take().map(({ evidence }) => evidence.offset),
  };
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const own = { disposition: 'allowed', severity: 'critical' } as const;

describe('EvidenceBook', () => {
  it('keeps the first of each minute, agency and rule, in offset order', () => {
    const { offer, kept } = world();
    const groups: Change[] = [
      {},
      { time: NOON + MINUTE },
      { at: { agency: 'taipei-2' } },
      { rule: { id: '7' } },
      { rule: { name: 'no id' } },
      { at: { county: 'unlocated', agency: undefined } as unknown as Location },
    ];
    for (let round = 0; round < 4; round += 1) groups.forEach(offer);
    expect(kept()).toEqual(times(12, (offset) => offset));
  });

  it('takes rules apart by id, whatever they are called, and knows hidden keys', () => {
    const { offer } = world();
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(names.map((id) => times(3, () => offer({ rule: { id, name: 'same' } })))).toEqual(
      names.map(() => [true, true, false]),
    );
    expect(times(3, (at) => offer({ rule: { id: 'one', name: `name ${at}` } }))).toEqual([true, true, false]);
  });

  it('keeps what was allowed and is grave by a quota of its own', () => {
    const { offer, book } = world({ perGroup: 1_000, perChunk: 80 });
    // Half of the limit at once, of that half for one agency: 15 of 60, and 5 of 20.
    expect(times(40, () => offer({})).filter(Boolean)).toHaveLength(15);
    expect(times(40, () => offer(own)).filter(Boolean)).toHaveLength(5);
    expect(offer({ disposition: 'allowed', severity: 'medium' })).toBe(false);
    expect(book.records).toBe(20);
  });

  it('leaves half of what is allowed so far to other agencies', () => {
    const { offer } = world({ perGroup: 1_000, perChunk: 80 });
    const scan = times(100, (at) => offer({ rule: { id: String(at) } })).filter(Boolean);
    expect(scan).toHaveLength(15);
    expect(times(100, () => offer({ at: { agency: 'taipei-2' } })).filter(Boolean)).toHaveLength(15);
    expect(offer({ at: { agency: 'taipei-3' } })).toBe(false);
  });

  it('spreads the other half over ten minutes of the log, and never keeps more than the limit', () => {
    const { offer, book } = world({ perGroup: 1, perChunk: 48 });
    const flood = (minute: number): number =>
      times(300, (at) =>
        offer({ rule: { id: `${minute}.${at}` }, at: { agency: `a${at % 9}` }, logTime: NOON + minute * MINUTE }),
      ).filter(Boolean).length;
    expect(times(12, flood)).toEqual([18, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0]);
    expect(book.records).toBe(36);
  });

  it('goes on in its step when the clock of the log goes back', () => {
    const { offer } = world({ perGroup: 1_000, perChunk: 48 });
    expect(times(10, () => offer({ logTime: NOON + 5 * MINUTE })).filter(Boolean)).toHaveLength(9);
    expect(offer({ logTime: NOON })).toBe(false);
    expect(offer({ logTime: NOON + 7 * MINUTE })).toBe(true);
  });

  it('keeps no more bytes than the limit: what does not fit is passed over, and what fits is kept', () => {
    const { offer } = world({ perGroup: 1_000, bytes: 16_000, originalBytes: 4_000 });
    // 6,000 bytes are allowed at once; a document counts 1,024 beside its record.
    const sizes = [3_000, 3_000, 500, 1_000_000, 10, 10];
    expect(sizes.map((size) => offer({ size }))).toEqual([true, false, true, false, false, false]);
  });

  it('says what became of a record that is longer than what is kept, and cuts no character', () => {
    const { book } = world({ originalBytes: 1_000 });
    const event = threatEvent();
    const value = Buffer.from(`${'a'.repeat(998)}臺灣`);
    const record = { offset: 7, logTime: NOON, key: Buffer.from('sensor-7'), value };
    book.keep(event, location(), record);
    const [kept] = book.take();
    expect(kept?.original).toBe('a'.repeat(998));
    expect(kept?.evidence).toMatchObject({ offset: 7, originalBytes: 1_004, logTime: NOON, chunk: '0.0', count: 1 });
  });

  it('keeps a copy: what it was given may change afterwards', () => {
    const { book } = world();
    const value = Buffer.from('{"alert":"臺北"}');
    book.keep(threatEvent({ rule: { name: 'lone \ud800' } }), location(), {
      offset: 1,
      logTime: NOON,
      key: null,
      value,
    });
    value.fill(0);
    const [kept] = book.take();
    expect(kept?.original).toBe('{"alert":"臺北"}');
    expect(kept?.evidence.rule).toEqual({ name: 'lone \ufffd', category: 'Attempted Information Leak' });
    expect(book.take()).toEqual([]);
  });

  it('keeps the same when it is offered the same again', () => {
    const stream = times(5_000, (at): Change => {
      const rule = { id: String((at * 7) % 50) };
      const logTime = NOON + Math.floor(at / 600) * MINUTE;
      const grave = at % 11 === 0 ? own : {};
      return {
        ...grave,
        rule,
        logTime,
        time: logTime - (at % 3) * MINUTE,
        size: (at * 37) % 3_000,
        at: { agency: `a${at % 5}` },
      };
    });
    const kept = [1, 2].map(() => {
      const { offer, book } = world({ perChunk: 500, bytes: 400_000 });
      stream.forEach(offer);
      return book.take().map(({ evidence, original }) => [evidence.offset, evidence.rule.id, original.length]);
    });
    expect(kept[1]).toEqual(kept[0]);
    expect(kept[0]?.length).toBeGreaterThan(100);
    expect(kept[0]?.length).toBeLessThanOrEqual(500);
  });

  it('opens no more groups than it keeps records, however many rules there are', () => {
    const { offer, book } = world({ perChunk: 100 });
    times(10_000, (at) => offer({ rule: { id: `rule ${at}` }, at: { agency: `a${at % 100}` } }));
    expect(book.records).toBe(38);
  });

  it('keeps nothing of a chunk whose pin says nothing of evidence', () => {
    const book = new EvidenceBook({ source: SOURCE, chunk: '0.0', limits: undefined });
    const record = { offset: 0, logTime: NOON, key: null, value: Buffer.from('x') };
    expect([book.offers(threatEvent(), location(), record), book.isKept]).toEqual([false, false]);
  });
});
