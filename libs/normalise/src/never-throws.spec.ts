import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { carriedVersions, createNormaliser } from './normaliser';

const normaliser = createNormaliser();
const HOSTILE_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'alert',
  'event',
  'event_type',
  'event.kind',
  'event.category',
  'event.action',
  'event.severity',
  'event.dataset',
  'kind',
  'source',
  'source.ip',
  'ip',
  'port',
  'flow',
  'verdict',
  'timestamp',
  '@timestamp',
  'rule',
  'rule.name',
  'network.transport',
  'src_ip',
  'dest_port',
  'proto',
  'host',
  'signature_id',
  'metadata',
  'signature_severity',
  'class_uid',
  'category_uid',
  'type_uid',
  'activity_id',
  'disposition_id',
  'finding_info',
  'evidences',
  'src_endpoint',
  'connection_info',
  'severity_id',
  'time',
  'count',
  'ts',
  'note',
  'msg',
  'actions',
  'id',
  'orig_h',
  '_path',
];
const hostileValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    'alert',
    'drop',
    'denied',
    2004,
    4001,
    'notice',
    'Notice::ACTION_DROP',
    '__proto__',
    'constructor',
    '198.51.100.1',
    '2026-03-05T01:15:42Z',
    -0,
    1e308,
  ),
);
const hostileDocument = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    hostileValue,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...HOSTILE_KEYS), fc.string({ unit: 'binary' })), tie('node'), {
      maxKeys: 8,
    }),
  ),
})).node;

function goldenLines(): string[] {
  return normaliser.formats.flatMap((format) => {
    const folder = join(__dirname, format, 'golden');
    return readdirSync(folder).map((file) => {
      const golden = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { line?: string; record?: unknown };
      return golden.line ?? JSON.stringify(golden.record);
    });
  });
}

/** True for a JSON object, alone or behind a syslog header (not one within a line of text). */
function isJson(line: string): boolean {
  return /^[^|=]{0,120}\{.*\}\s*$/s.test(line);
}

/** Reads a text in every way; a throw fails the test. Whatever comes out can be written as UTF-8. */
function readEveryWay(text: string): void {
  for (const format of [undefined, ...normaliser.formats]) {
    const out = JSON.stringify(normaliser.read(text, format));
    expect(Buffer.from(out).length).toBeLessThan(8192);
  }
}

describe('the normaliser never throws', () => {
  it('on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), readEveryWay));
  });

  it('on any JSON', () => {
    fc.assert(fc.property(fc.json(), readEveryWay));
  });

  it('on documents made of its own field names and a prototype’s', () => {
    fc.assert(
      fc.property(hostileDocument, (document) => readEveryWay(JSON.stringify(document))),
      { numRuns: 1000 },
    );
  });

  it('on valid JSON cut at any place, which is never counted', () => {
    for (const line of goldenLines().filter(isJson)) {
      const whole = line.trimEnd();
      for (let end = 0; end < whole.length; end += 1) {
        const reading = normaliser.read(whole.slice(0, end));
        if (reading.ok) throw new Error(`a line cut at ${end} was read`);
      }
    }
  });

  // A line of text may be whole enough when it breaks off: each format says in its own tests what it wants to see.
  it('on lines of text cut at any place', () => {
    for (const line of goldenLines().filter((one) => !isJson(one))) {
      for (let end = 0; end < line.length; end += 1) {
        const out = JSON.stringify(normaliser.read(line.slice(0, end)));
        if (out.length > 8192) throw new Error(`a line cut at ${end} became ${out.length} characters`);
      }
    }
  });

  it('on huge values in wanted places', () => {
    const huge = 'A'.repeat(200_000);
    const eve = { event_type: 'alert', timestamp: '2026-03-05T01:15:42Z', flow_id: huge, host: huge, proto: huge };
    readEveryWay(JSON.stringify({ ...eve, alert: { signature: huge, signature_id: huge, category: huge } }));
    readEveryWay(
      JSON.stringify({
        '@timestamp': 1,
        event: { kind: 'alert', id: huge, action: huge },
        rule: { name: huge, category: huge },
      }),
    );
  });
});

describe('the registry', () => {
  it('refuses a stated format that it does not know, and says which it knows', () => {
    const detail = `the stated format has no reader; known formats: ${normaliser.formats.join(', ')}`;
    expect(normaliser.read('{}', 'netflow')).toEqual({ ok: false, error: { code: 'unknown-format', detail } });
    expect(normaliser.read('{}', '__proto__').ok).toBe(false);
  });

  it.each(['{"a":1}', 'hello', '<13>Jul  4 10:20:33 host program: hello'])(
    'refuses %s, which none recognises',
    (text) => {
      const detail = `no format recognises the record; known formats: ${normaliser.formats.join(', ')}`;
      expect(normaliser.read(text)).toEqual({ ok: false, error: { code: 'unknown-format', detail } });
    },
  );

  it('carries the edition before beside its own, for the pins of chunks that it began', () => {
    expect(carriedVersions()).toEqual([normaliser.version, '1:ecs+suricata']);
    expect(() => createNormaliser({ version: '0:ecs' })).toThrow('LF-NORMALISER-VERSION');
  });

  it('reads as edition 1 did, where edition 1 is asked', () => {
    const first = createNormaliser({ version: '1:ecs+suricata' });
    expect(first.read('CEF:0|a|b|c|d|e|1|')).toMatchObject({ ok: false, error: { code: 'not-json' } });
    expect(first.read('7 <14>1 - - - - - - {"event_type":"flow","timestamp":1}')).toMatchObject({
      ok: false,
      error: { code: 'not-json' },
    });
  });
});
