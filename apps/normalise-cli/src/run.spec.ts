import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { createNormaliser } from '@lianfang/normalise';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'normalise-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const directory = fileOf(
  'directory.yaml',
  `counties:
  - code: 63000
    name: { zh: 臺北市, en: Taipei City }
agencies:
  - id: taipei-police
    county: 63000
    name: { zh: 臺北市政府警察局, en: Taipei City Police Department }
    protectedAddresses: 100
    ranges: [203.0.113.0/24]
`,
);
const countries = fileOf('countries.csv', 'range,country\n198.51.100.0/24,US\n');
const place = ['--directory', directory, '--countries', countries];

const alert = {
  timestamp: '2026-03-05T09:15:42.123456+0800',
  event_type: 'alert',
  src_ip: '198.51.100.23',
  src_port: 51544,
  dest_ip: '203.0.113.80',
  dest_port: 22,
  proto: 'TCP',
  host: 'tpe-edge-1',
  alert: {
    action: 'blocked',
    signature_id: 2001219,
    signature: 'ET SCAN Potential SSH Scan',
    category: 'Attempted Information Leak',
    severity: 2,
  },
};

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const NOW = Date.UTC(2026, 2, 5, 1, 20);

async function ran(args: readonly string[], input: string | Buffer = ''): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough({ highWaterMark: 1e8 }), new PassThrough({ highWaterMark: 1e8 })];
  const stdin = Readable.from(input.length > 0 ? [Buffer.from(input)] : []);
  const status = await run({ args, stdin, stdout, stderr, programFolder: __dirname, now: NOW });
  const textOf = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? '';
  return { status, out: textOf(stdout), err: textOf(stderr) };
}

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

describe('normalise', () => {
  it('prints one ECS document a line, located', async () => {
    const { status, out, err } = await ran(['--format', 'suricata', ...place], `\n${JSON.stringify(alert)}\n`);
    expect(status).toBe(0);
    expect(linesOf(err)).toEqual([{ line: 1, class: 'rejected', reason: 'empty', detail: 'the record has no value' }]);
    expect(linesOf(out)).toEqual([
      {
        '@timestamp': '2026-03-05T01:15:42.123Z',
        event: { kind: 'alert', id: expect.stringContaining('1:2001219') as string, type: ['denied'], severity: 2 },
        source: { ip: '198.51.100.23', port: 51544 },
        destination: { ip: '203.0.113.80', port: 22 },
        network: { transport: 'tcp' },
        rule: { id: '2001219', name: 'ET SCAN Potential SSH Scan', category: 'Attempted Information Leak' },
        observer: { name: 'tpe-edge-1' },
        lianfang: {
          format: 'suricata',
          disposition: 'blocked',
          category: 'information-gathering',
          severity: 'medium',
          direction: 'inbound',
          county: '63000',
          agency: 'taipei-police',
          sourceCountry: 'US',
          initiator: 'source',
          line: 2,
        },
      },
    ]);
  });

  it('prints documents that mean the same when they are read again', async () => {
    const { out } = await ran(place, JSON.stringify(alert));
    const again = createNormaliser().read(out.trim(), 'ecs');
    expect(again).toMatchObject({
      ok: true,
      value: {
        event: {
          time: Date.parse('2026-03-05T01:15:42.123Z'),
          source: { ip: '198.51.100.23', port: 51544 },
          disposition: 'blocked',
          category: 'information-gathering',
        },
      },
    });
  });

  it('tells of ignored and rejected records with line, class and reason', async () => {
    const input = ['{"event_type":"stats"}', '{"a"', '{"a":1}', '{"event_type":"alert"}'].join('\r\n');
    const { status, out, err } = await ran(place, input);
    expect(status).toBe(0);
    expect(out).toBe('');
    expect(linesOf(err)).toMatchObject([
      { line: 1, class: 'ignored', reason: 'stats' },
      { line: 2, class: 'rejected', reason: 'not-json' },
      { line: 3, class: 'rejected', reason: 'unknown-format' },
      { line: 4, class: 'rejected', reason: 'missing-field' },
    ]);
  });

  it('prints what it ignores too, where it tells of a connection, and says so', async () => {
    const connection = {
      class_uid: 4001,
      category_uid: 4,
      time: '2026-03-05T01:15:42Z',
      disposition_id: 1,
      src_endpoint: { ip: '198.51.100.23', port: 51544 },
      dst_endpoint: { ip: '203.0.113.80', port: 443 },
      connection_info: { protocol_num: 6 },
    };
    const { status, out, err } = await ran(place, `${JSON.stringify(connection)}\n{"event_type":"stats"}`);
    expect(status).toBe(0);
    expect(linesOf(out)).toMatchObject([
      {
        '@timestamp': '2026-03-05T01:15:42.000Z',
        event: { kind: 'event', type: ['allowed'] },
        source: { ip: '198.51.100.23', port: 51544 },
        destination: { ip: '203.0.113.80', port: 443 },
        network: { transport: 'tcp' },
        lianfang: { format: 'ocsf', ignored: 'traffic', disposition: 'allowed', county: '63000', line: 1 },
      },
    ]);
    expect(linesOf(err)).toEqual([
      { line: 1, class: 'ignored', reason: 'traffic' },
      { line: 2, class: 'ignored', reason: 'stats' },
    ]);
  });

  it('says how many events one record stands for', async () => {
    const finding = {
      class_uid: 2004,
      time: 1_772_673_342_123,
      finding_info: { uid: 'f-1', title: 'Scan' },
      count: 14,
    };
    const { out } = await ran(place, JSON.stringify(finding));
    const [document] = linesOf(out);
    expect(document).toMatchObject({ event: { kind: 'alert' }, lianfang: { count: 14 } });
    expect(document).not.toHaveProperty('lianfang.ignored');
  });

  it.each([
    [[], '2026-03-05T09:15:42.000Z'],
    [['--time-zone', 'Asia/Taipei'], '2026-03-05T01:15:42.000Z'],
  ])('reads times without zone by %j', async (args, time) => {
    const { out } = await ran([...place, ...args], JSON.stringify({ ...alert, timestamp: '2026-03-05 09:15:42' }));
    expect(linesOf(out)).toMatchObject([{ '@timestamp': time }]);
  });

  it.each([
    [[], '2025-12-31T23:59:58.000Z'],
    [['--log-time', '2024-01-01T00:00:10Z'], '2023-12-31T23:59:58.000Z'],
    [['--log-time', '2024-12-31'], '2024-12-31T23:59:58.000Z'],
    [['--log-time', '2024-01-01T08:00:10+08:00', '--time-zone', 'Asia/Taipei'], '2023-12-31T15:59:58.000Z'],
  ])('finds the year of times without one by %j', async (args, time) => {
    const notice = { note: 'Scan::Port_Scan', msg: 'scanned', ts: '-', src: '198.51.100.23' };
    const line = `<13>Dec 31 23:59:58 sensor-1 zeek: ${JSON.stringify(notice)}`;
    const { out } = await ran([...place, '--format', 'zeek', ...args], line);
    expect(linesOf(out)).toMatchObject([{ '@timestamp': time, observer: { name: 'sensor-1' } }]);
  });

  it('reads files, and names them', async () => {
    const files = [fileOf('a.json', `${JSON.stringify(alert)}\n`), fileOf('b.json', 'x\n{"event_type":"dns"}')];
    const { status, out, err } = await ran([...place, ...files]);
    expect(status).toBe(0);
    expect(linesOf(out)).toMatchObject([{ log: { file: { path: files[0] } }, lianfang: { line: 1 } }]);
    expect(linesOf(err)).toMatchObject([
      { file: files[1], line: 1, class: 'rejected' },
      { file: files[1], line: 2, class: 'ignored' },
    ]);
  });

  it('locates by the demonstration’s files unless told otherwise', async () => {
    const { status, out } = await ran([], JSON.stringify({ ...alert, dest_ip: '8.8.8.8', src_ip: '1.1.1.1' }));
    expect(status).toBe(0);
    expect(linesOf(out)).toMatchObject([{ lianfang: { county: 'unlocated', direction: 'unlocated' } }]);
  });

  it('rejects a line above the limit with its size', async () => {
    const { err } = await ran(place, 'x'.repeat(300_000));
    expect(linesOf(err)).toEqual([
      { line: 1, class: 'rejected', reason: 'too-large', detail: '300000 bytes; the limit is 262144' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['only what can’t be read', 'x\ny'],
  ])('exits 1 on %s', async (_name, input) => {
    expect((await ran(place, input)).status).toBe(1);
  });

  it.each([
    [['--format', 'netflow'], /Use one of: .*suricata.*, ecs\.\n\nUsage:/],
    [['--time-zone', 'Asia/Nowhere'], /no time zone of that name.*Asia\/Taipei.*\n\nUsage:/],
    [['--log-time', 'yesterday'], /--log-time is no time.*\n\nUsage:/],
    [['--log-time', '2026-13-01'], /--log-time is no time/],
    [['--log-time', '2026-02-30'], /--log-time is no time/],
    [['--log-time', '2026-03-05T25:00Z'], /--log-time is no time/],
    [['--what'], /--what.*\n\nUsage:/],
    [
      ['--directory', 'missing.yaml'],
      /missing\.yaml can't be read \(there is no such file\)\. Name a file by --directory\./,
    ],
    [[...place, 'missing.json'], /missing\.json can't be read/],
    [[...place, folder], /can't be read \(it is a folder\)/],
  ])('exits 2 on %j and says what to do', async (args, message) => {
    const { status, out, err } = await ran(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('names file, line and reason of a bad directory', async () => {
    const bad = fileOf('bad.yaml', 'counties: []\nagencies: []\nwhat: 1\n');
    const { status, err } = await ran(['--directory', bad]);
    expect(status).toBe(2);
    expect(err).toMatch(/bad\.yaml:\d+: /);
  });

  it('explains itself', async () => {
    expect(await ran(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('Usage:') as string });
  });

  it('stops without a word when nobody reads any more', async () => {
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    let chunks = 0;
    const stdin = Readable.from(
      (function* () {
        for (; chunks < 1000; chunks += 1) yield Buffer.from(`${JSON.stringify(alert)}\n`);
      })(),
    );
    const stderr = new PassThrough();
    expect(await run({ args: place, stdin, stdout: gone, stderr, programFolder: __dirname, now: NOW })).toBe(0);
    expect(chunks).toBeLessThan(1000);
    expect(stderr.read()).toBeNull();
  });
});
