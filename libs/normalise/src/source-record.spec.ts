import { UNSTATED_CLOCK } from './sensor-clock';
import { frameRecord, own, parseJsonRecord } from './source-record';

const parsed = (text: string) => parseJsonRecord(frameRecord(text, { clock: UNSTATED_CLOCK, describesIgnored: false }));

const codeOf = (text: string): string => {
  const result = parsed(text);
  return result.ok ? 'ok' : result.error.code;
};

describe('parseJsonRecord', () => {
  it.each([
    ['null', 'null'],
    ['an array', '[]'],
    ['a number', '7'],
    ['a string', '"{}"'],
    ['text', 'hello'],
    ['two documents', '{"a":1}{"b":2}'],
    ['trailing garbage', '{"a":1} x'],
    ['leading garbage', 'x {"a":1}'],
    ['NaN', '{"a":NaN}'],
    ['a document cut short', '{"a":"b'],
    ['a lone bracket', '{'],
  ])('refuses %s', (_name, text) => {
    expect(codeOf(text)).toBe('not-json');
  });

  it('says where and never what', () => {
    expect(parsed('{"password":"hunter2" x}')).toEqual({
      ok: false,
      error: { code: 'not-json', detail: 'the text is not one JSON document: it goes wrong at character 22' },
    });
    expect(parsed('[1]')).toEqual({
      ok: false,
      error: { code: 'not-json', detail: 'an array begins here' },
    });
  });

  it('stands 100,000 levels, with and without long numbers', () => {
    const nested = (inner: string): string => `{"a":${'['.repeat(100_000)}${inner}${']'.repeat(100_000)}}`;
    expect(codeOf(nested('1'))).toBe('too-large');
    expect(codeOf(nested('12345678901234567890'))).toBe('too-large');
    expect(codeOf('['.repeat(100_000))).toBe('not-json');
  });

  it('takes the last of duplicate keys', () => {
    const record = parsed('{"a":1,"a":2}');
    expect(record.ok && own(record.value.document, 'a')).toBe(2);
  });

  it('gives own properties only', () => {
    const record = parsed('{"__proto__":{"event_type":"alert"},"a":null}');
    expect(record.ok && own(record.value.document, 'event_type')).toBeUndefined();
    expect(record.ok && own(record.value.document, 'constructor')).toBeUndefined();
    expect(record.ok && own(record.value.document, 'a')).toBeUndefined();
    expect(({} as Record<string, unknown>)['event_type']).toBeUndefined();
  });

  it('keeps integers beyond 2^53 exact, as text', () => {
    const record = parsed('{"a":9007199254740993,"b":[-12345678901234567890],"c":1e400,"d":1.5}');
    expect(record.ok && record.value.document).toEqual({
      a: '9007199254740993',
      b: ['-12345678901234567890'],
      c: Number.POSITIVE_INFINITY,
      d: 1.5,
    });
  });

  it.each([
    ['<135>Jul  4 10:20:33 edge-1 suricata[5885]: ', 'edge-1'],
    ['Jul 14 10:20:33 edge-1 suricata: ', 'edge-1'],
    ['<134>1 2026-03-05T01:15:42.123Z edge-1 suricata 5885 - - ', 'edge-1'],
    ['2026-03-05T01:15:42.123456+08:00 edge-1 suricata[1]: ', 'edge-1'],
  ])('reads the document behind %s', (prefix, host) => {
    const record = parsed(`${prefix}{"a":1}`);
    expect(record).toMatchObject({ ok: true, value: { document: { a: 1 }, text: `${prefix}{"a":1}` } });
    expect(record.ok && record.value.relayedFrom).toBe(host);
  });
});
