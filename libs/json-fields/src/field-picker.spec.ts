import { execFileSync } from 'node:child_process';
import { FieldPicker } from './field-picker';
import type { WantedFields } from './field-plan';

const wanted = {
  time: 'text',
  sensor: 'word',
  flow: 'id',
  port: 'text',
  alert: 'value',
  source: { ip: 'word' },
} as const satisfies WantedFields;

function picker(): (text: string) => Readonly<Record<string, unknown>> | undefined {
  const one = new FieldPicker(wanted, { parse: (text) => JSON.parse(text) as unknown });
  return (text) => {
    const bytes = Buffer.from(text);
    return structuredClone(one.pick(bytes, 0, bytes.length));
  };
}

/** One of 20,000 words, without an order in which they come. */
function wordOf(number: number): string {
  const mixed = Math.imul(number ^ (number >>> 7), 0x7feb352d) >>> 0;
  return `s${Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b) >>> 0}`.slice(0, 5);
}

describe('FieldPicker', () => {
  it('takes the wanted fields and passes over the rest', () => {
    const text =
      '{"time":"2026-11-23","more":{"a":[1,{"b":"}"}]},"sensor":"ips-1","flow":305493999047287,"port":443,' +
      '"alert":{"sid":7,"text":"臺北"},"source":{"port":1,"ip":"198.51.100.7"},"end":null}';
    expect(picker()(text)).toEqual({
      time: '2026-11-23',
      sensor: 'ips-1',
      flow: '305493999047287',
      port: 443,
      alert: { sid: 7, text: '臺北' },
      source: { ip: '198.51.100.7' },
    });
  });

  it('gives the same again when all of it is known, and forgets what the next text has not', () => {
    const pick = picker();
    const text = '{"sensor":"ips-1","alert":{"sid":7},"source":{"ip":"198.51.100.7"}}';
    const first = pick(text);
    expect(pick(text)).toEqual(first);
    expect(pick('{"sensor":"ips-2"}')).toEqual({ sensor: 'ips-2' });
    expect(pick(text)).toEqual(first);
  });

  it('gives known objects as the same object', () => {
    const one = new FieldPicker(wanted, { parse: (text) => JSON.parse(text) as unknown });
    const bytes = Buffer.from('{"alert":{"sid":7}}');
    const first = one.pick(bytes, 0, bytes.length)?.['alert'];
    const again = Buffer.from(bytes);
    expect(one.pick(again, 0, again.length)?.['alert']).toBe(first);
  });

  it('tells apart what begins alike', () => {
    const pick = picker();
    for (const text of ['a', 'ab', 'abc', '', 'a'.repeat(64), 'a'.repeat(65), 'a'.repeat(63)]) {
      for (let times = 0; times < 2; times += 1)
        expect(pick(JSON.stringify({ sensor: text }))).toEqual({ sensor: text });
    }
    for (const alert of [
      {},
      [],
      { a: 1 },
      { a: 12 },
      { a: { a: 1 } },
      ['a'],
      { a: '}' },
      { text: 'a'.repeat(2_000) },
    ]) {
      for (let times = 0; times < 2; times += 1) expect(pick(JSON.stringify({ alert }))).toEqual({ alert });
    }
  });

  it('keeps apart what shares a slot of its tables', () => {
    const one = new FieldPicker(wanted, { parse: (text) => JSON.parse(text) as unknown });
    const check = (sensor: string, ip: string, sid: number): void => {
      const bytes = Buffer.from(JSON.stringify({ sensor, alert: { sid }, source: { ip } }));
      const picked = one.pick(bytes, 0, bytes.length) as {
        sensor: string;
        alert: { sid: number };
        source: { ip: string };
      };
      if (picked.sensor !== sensor || picked.source.ip !== ip || picked.alert.sid !== sid) {
        throw new Error(`${JSON.stringify(picked)} instead of ${bytes.toString()}`);
      }
    };
    for (let number = 0; number < 5_000; number += 1) {
      // There are more words than slots, so that some pairs share one: known, then replaced by the other field, then asked for.
      const [word, other] = [wordOf(2 * number), wordOf(2 * number + 1)];
      check(word, word, number % 2_003);
      check(word, other, number % 2_003);
      check(other, word, (number * 31) % 2_003);
    }
  });

  it.each([
    ['an escaped name', '{"\\u0070ort":1}'],
    ['an object of wanted fields twice', '{"source":{"ip":"a"},"source":{}}'],
    ['something else where an object is wanted', '{"source":"a"}'],
    ['an object where a scalar is wanted', '{"port":{}}'],
    ['text behind the object', '{"port":1}{}'],
    ['a cut text', '{"port":1'],
    ['a list', '[{"port":1}]'],
    ['a number with a leading zero', '{"port":01}'],
    ['nesting beyond 60', `{"x":${'['.repeat(61)}${']'.repeat(61)}}`],
    ['a control character in a string', '{"x":"\u0001"}'],
    ['a comma at the end', '{"port":1,}'],
  ])('is in doubt about %s', (_name, text) => {
    expect(picker()(text)).toBeUndefined();
  });

  it('lets the last of two win, as JSON.parse does', () => {
    expect(picker()('{"port":1,"port":"x","alert":{"a":1},"alert":null}')).toEqual({ port: 'x', alert: null });
  });

  it('reads a text of more than a window among others', () => {
    const one = new FieldPicker(wanted, { parse: (text) => JSON.parse(text) as unknown });
    const line = Buffer.from(`{"x":"${'y'.repeat(150_000)}","port":7}`);
    const bytes = Buffer.concat([line, line, line]);
    for (let number = 0; number < 3; number += 1) {
      expect(one.pick(bytes, number * line.length, (number + 1) * line.length)).toMatchObject({ port: 7 });
    }
    const huge = Buffer.from(`{"x":"${'y'.repeat(300_000)}","port":7}`);
    expect(one.pick(huge, 0, huge.length)).toBeUndefined();
  });

  it('is made of what stands in assembly/', () => {
    execFileSync(process.execPath, ['libs/json-fields/tools/compile-scanner.mjs', '--check'], { stdio: 'pipe' });
  });
});
