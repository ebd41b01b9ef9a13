import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser({ describesIgnored: true });

/** Columns by one expression: a field in quotes, or up to the next comma. */
function columns(raw: string): readonly string[] {
  const row = raw.slice(raw.search(/(?:^| )[01],(?:\d{4}\/|x,)/)).trimStart();
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** Time of generation, by the zone of the precise time where there is one; a masked one is replaced by the precise time. */
function moment(row: readonly string[]): number {
  const precise = row.find((field) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/.test(field));
  const zone = precise?.slice(-6) ?? 'Z';
  const wall = Date.parse(`${(row[6] ?? '').replaceAll('/', '-').replace(' ', 'T')}${zone}`);
  return Number.isNaN(wall) ? Date.parse(precise ?? '') : wall;
}

const BLOCKED = ['deny', 'reset-both'];

function connection(row: readonly string[]) {
  const signature = /^(.*\D.*)\((\d+)\)$/.exec(row[3] === 'THREAT' ? (row[32] ?? '') : '');
  const repeated = Number(row[23]);
  return {
    source: { ip: row[7], port: Number(row[24]) },
    destination: { ip: row[8], port: Number(row[25]) },
    transport: row[29],
    rule: signature ? { id: signature[2], name: signature[1] } : { name: row[11] },
    disposition: BLOCKED.includes(row[30] ?? '') ? 'blocked' : 'allowed',
    initiator: row[3] === 'THREAT' && row[35] === 'server-to-client' ? 'destination' : 'source',
    ...(repeated > 1 && { count: repeated }),
  };
}

/** Column of a client's or an administrator's address, by type. */
const CLIENT: Readonly<Record<string, number>> = {
  CORRELATION: 7,
  CONFIG: 7,
  USERID: 8,
  HIPMATCH: 11,
  GLOBALPROTECT: 15,
};

function client(row: readonly string[]) {
  const ip = row[CLIENT[row[3] ?? ''] ?? -1] ?? /Login from: ([\d.]+),/.exec(row[14] ?? '')?.[1];
  return { source: ip === undefined || ip === '0.0.0.0' ? {} : { ip }, destination: {} };
}

function isThreat(row: readonly string[]): boolean {
  const isBad = row[33] === 'malware-sites' || (row[4] !== 'url' && row[3] === 'THREAT');
  return isBad || BLOCKED.includes(row[30] ?? '') || row[3] === 'CORRELATION' || /auth-fail/.test(row[8] ?? '');
}

describeReal('panos', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s', (_id, raw) => {
    const reading = read(raw, 'panos');
    expect(read(raw)).toEqual(reading);
    const row = columns(raw);
    if (row[8] === '23.200') {
      // Somebody made addresses anonymous with commas.
      expect(reading).toMatchObject({ ok: false, error: { code: 'bad-field' } });
      return;
    }
    const isConnection = row[3] === 'TRAFFIC' || row[3] === 'THREAT';
    const event = { time: moment(row), ...(isConnection ? connection(row) : client(row)) };
    expect(reading).toMatchObject({ ok: true, value: { kind: isThreat(row) ? 'threat' : 'ignored', event } });
  });

  it('gives every record of its own its own id', () => {
    const ids = cases.flatMap(([, raw]) => {
      const reading = read(raw);
      return reading.ok && reading.value.kind === 'threat' ? [reading.value.event.eventId] : [];
    });
    expect(new Set(ids).size).toBe(ids.length);
  });
});
