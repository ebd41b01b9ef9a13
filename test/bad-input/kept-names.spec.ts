import { DuplicateWindow } from '@lianfang/aggregate';
import { sketch } from '@lianfang/contract';
import type { BadInput } from './bad-input';
import { dropped, letterOfRejected, logRecord, openAccount, outcomeOf, takeRecord } from './collector-in-memory';
import { names } from './table/names';
import { prototypeWords } from './table/prototype-words';

const AT = Date.UTC(2026, 10, 20, 4, 0, 30);
const LOG_TIME = AT + 5_000;
const HOSTILE = [...names.records(AT), ...prototypeWords.records(AT)];

function taken(inputs: readonly BadInput[]) {
  const chunk = openAccount();
  for (const { value, key } of inputs) {
    const record = logRecord(value, { logTime: LOG_TIME, key: key === undefined ? null : Buffer.from(key) });
    takeRecord(record, chunk, new DuplicateWindow(16));
  }
  return chunk;
}

describe('B4, B7: what is kept of hostile names', () => {
  const chunk = taken(HOSTILE);

  it('nothing in rows, whose every word is one of ours', () => {
    const { rows } = chunk.takeChanges();
    const words = new Set(rows.flatMap(({ id, row }) => [id, ...Object.values(row).map(String)]));
    const strange = [...words].filter((word) => !/^[\w.:|/-]+$/.test(word) || /proto|constructor|script/.test(word));
    expect(rows.length).toBeGreaterThan(0);
    expect(strange).toEqual([]);
  });

  it('in top lists a bounded, well-formed text that any reader of JSON gets back as it is', () => {
    const sketches = chunk.takeSketches();
    const entries = sketches.flatMap(({ sketch: one }) => Object.values(one.top ?? {}).flatMap((list) => list.entries));
    expect(entries.length).toBeGreaterThan(20);
    for (const { key, name = '' } of entries) {
      expect([key.length <= 200, name.length <= 160]).toEqual([true, true]);
      expect(`${key}${name}`.isWellFormed()).toBe(true);
    }
    for (const { sketch: one } of sketches) {
      expect(sketch.parse(one)).toEqual(one);
      expect(JSON.parse(Buffer.from(JSON.stringify(one.top)).toString())).toEqual(one.top);
    }
  });

  it.each([
    ['a garbled header', { ['na\r\nme']: 'v\r\nreason: forged', reason: 'forged', __proto__x: '\u0000' }],
    ['a huge header', { huge: 'h'.repeat(100_000) }],
    ['bytes', { bytes: Buffer.from([0xff, 0, 0xfe]) }],
    ['prototype words', Object.fromEntries(['__proto__', 'constructor', 'toString'].map((word) => [word, word]))],
  ])('in dead letters the record whole, beside our own words: %s', (_name, headers) => {
    const value = Buffer.from('{"timestamp": broken <script>{{7*7}}</script>\r\n');
    const record = logRecord(value, { logTime: LOG_TIME, headers, key: Buffer.from('sensor\r\n\u202e') });
    const outcome = outcomeOf(record);
    const letter = letterOfRejected(record, outcome);
    expect(letter.value).toEqual(value);
    expect(letter.headers['original-key']).toEqual(record.key);
    expect([letter.headers['reason'], letter.headers['topic']]).toEqual(['not-json', 'threat-events']);
    expect(String(letter.headers['detail'])).toMatch(/^[\w :,]+$/);
    for (const [name, header] of Object.entries(headers).filter(([, one]) => one.length < 1_000)) {
      expect(letter.headers[`original-header.${name}`]).toEqual(header);
    }
    expect(dropped(letter)).toBe(Object.values(headers).filter((one) => one.length > 1_000).length);
  });
});
