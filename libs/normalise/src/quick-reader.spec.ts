import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IdHasher, type Endpoint } from '@lianfang/contract';
import { describeReal, plainEvent } from '@lianfang/testing';
import { carriedVersions, createNormaliser, type Normaliser } from './normaliser';

const FORMATS = ['suricata', 'ecs', 'ocsf', 'zeek', 'snort'];
const clock = { timeZone: 'Asia/Taipei', logTime: Date.parse('2026-11-23T00:00:00Z') };

function goldenLines(format: string): string[] {
  const folder = join(__dirname, format, 'golden');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { record?: unknown; line?: string })
    .map(({ line, record }) => line ?? JSON.stringify(record));
}

/** Reads a line where it stands between others. @returns whether it was read so. */
function agrees({ read, readQuick }: Normaliser, line: Buffer, format?: string): boolean {
  const bytes = Buffer.concat([Buffer.from('{"timestamp":"'), line, Buffer.from('"}}')]);
  const from = bytes.length - line.length - 3;
  const place = { bytes, from, to: from + line.length };
  // What comes again and again is read in another way than what is met for the first time.
  const answers = [1, 2, 3].map(() => plain(readQuick(place, format, clock)));
  if (answers.some((quick) => quick !== undefined)) {
    const whole = read(line.toString('utf8'), format, clock);
    for (const quick of answers) if (quick !== undefined) expect(quick).toEqual(whole);
  }
  return answers[2] !== undefined;
}

/** With the texts that a reader makes only when they are asked for, after its numbers and hashes were compared with them. */
function plain(quick: ReturnType<Normaliser['readQuick']>): typeof quick {
  if (!quick?.ok || quick.value.kind === 'ignored') return quick;
  const { event } = quick.value;
  if (event.idHashes) expect(event.idHashes).toEqual([event.eventId, ...event.alsoKnownAs].flatMap(hashOf));
  for (const side of [event.source, event.destination]) checkNumber(side);
  return { ...quick, value: { ...quick.value, event: plainEvent(event) } };
}

function checkNumber({ ip, ipv4 }: Endpoint): void {
  if (ipv4 !== undefined) expect(ip?.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)).toBe(ipv4);
}

function hashOf(id: string): number[] {
  const hasher = new IdHasher();
  hasher.start();
  hasher.addText(id);
  hasher.end();
  return [hasher.first, hasher.second, hasher.third];
}

describe.each(carriedVersions())('readQuick of %s', (version) => {
  const normaliser = createNormaliser({ version, describesIgnored: true });
  const brief = createNormaliser({ version });
  const formats = FORMATS.filter((format) => normaliser.formats.includes(format));

  it.each(formats)('reads what read reads: golden files of %s, whole, spoilt and joined', (format) => {
    const lines = goldenLines(format);
    for (const [number, line] of lines.entries()) {
      for (const stated of [undefined, ...formats]) agrees(normaliser, Buffer.from(line), stated);
      const spoiltOnes = spoiltLines(line, lines[(number + 1) % lines.length] as string);
      for (const spoilt of [Buffer.from(line), ...spoiltOnes]) {
        for (const one of [normaliser, brief]) agrees(one, spoilt);
      }
    }
  });

  it('hashes an id as its text is, also where the text is too long and is replaced', () => {
    const usual = goldenLines('suricata').find((line) => /"event_type":"alert"/.test(line) && !line.includes('tx_id'));
    const base = JSON.parse(usual ?? '{}') as { alert: object };
    let hashed = 0;
    for (const [flow, transaction, signature] of [
      [20, 128, 60],
      [64, 64, 8],
      [60, 60, 40],
      [64, 63, 4],
      [16, 3, 100],
      [10, 1, 200],
    ]) {
      const rule = { gid: 1, signature: 's'.repeat(signature ?? 1), severity: 1, action: 'blocked' };
      const digits = (count = 1): string => '7'.repeat(count);
      for (const inAlert of [true, false]) {
        const of = inAlert ? { alert: { ...rule, tx_id: digits(transaction) } } : { alert: rule };
        const document = { ...base, flow_id: '@flow@', ...(!inAlert && { tx_id: '@tx@' }), ...of };
        const line = JSON.stringify(document).replace('"@flow@"', digits(flow)).replace('"@tx@"', digits(transaction));
        agrees(normaliser, Buffer.from(line));
        const bytes = Buffer.from(line);
        const quick = normaliser.readQuick({ bytes, from: 0, to: bytes.length });
        if (quick?.ok && quick.value.kind === 'threat' && quick.value.event.idHashes !== undefined) hashed += 1;
      }
    }
    expect(hashed).toBeGreaterThan(0);
  });

  it('reads usual alerts of EVE without making their texts', () => {
    const alerts = goldenLines('suricata').filter((line) => line.includes('"event_type":"alert"'));
    const withoutTexts = alerts.filter((line) => {
      const bytes = Buffer.from(line);
      const [, , quick] = [1, 2, 3].map(() => normaliser.readQuick({ bytes, from: 0, to: bytes.length }));
      return quick?.ok && quick.value.kind === 'threat' && quick.value.event.idHashes !== undefined;
    });
    expect(withoutTexts.length).toBeGreaterThan(alerts.length / 3);
  });

  it('is used for the usual records of EVE', () => {
    const lines = goldenLines('suricata').map((line) => Buffer.from(line));
    const usual = lines.filter((line) => line.includes('"event_type"') && !line.includes('"firewall_name"'));
    const quick = usual.filter((line) => agrees(normaliser, line));
    expect(quick.length).toBeGreaterThan(usual.length * 0.7);
  });
});

/** Cut at every seventh byte, every name once doubled or renamed, values exchanged for odd ones. */
function spoiltLines(line: string, other: string): Buffer[] {
  const bytes = Buffer.from(line);
  const cuts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_unused, index) => bytes.subarray(0, index * 7));
  const names = [...line.matchAll(/"([^"\\]{1,40})":/g)].map(([, name]) => name as string);
  const odd = ['null', '[]', '{}', '"x"', '7', '-0', '1e400', '9007199254740993', 'true', '"\\ud800"', '"臺"', '""'];
  const changed = names.flatMap((name, index) => [
    line.replace(/^\{/, `{"${name}":${odd[index % odd.length]},`),
    line.replace(/\}$/, `,"${name}":${odd[(index + 5) % odd.length]}}`),
    line.replace(`"${name}":`, `"${name}x":`),
    line.replace(`"${name}":`, `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}":`),
  ]);
  const joined = [line + other, ` ${line}`, `${line} `, `[${line}]`, `${line.slice(0, -1)},${other.slice(1)}`];
  return [...cuts, ...[...changed, ...joined].map((text) => Buffer.from(text))];
}

describeReal('suricata', (records) => {
  const normaliser = createNormaliser();

  it('reads real records as read does, and nearly all of them quickly', () => {
    const quick = records.filter(({ raw }) => agrees(normaliser, Buffer.from(raw)));
    expect(quick.length).toBeGreaterThan(records.length * 0.8);
  });
});

describeReal('ecs', (records) => {
  const normaliser = createNormaliser();

  it('reads real records as read does', () => {
    for (const { raw } of records) agrees(normaliser, Buffer.from(raw));
  });
});
