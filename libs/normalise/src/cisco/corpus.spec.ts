import type { Reading, Rejection, Result, ThreatEvent } from '@lianfang/contract';
import { describeReal, type RealRecord } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser({ describesIgnored: true });
/** The logs without a year are of January 2016, by the other parser's documents. */
const clock = { timeZone: 'UTC', logTime: Date.UTC(2016, 0, 6) };
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const DENIED = /\b(?:Deny|denied|Denied|No matching connection|Bad TCP hdr|Block with reset)\b/;
const TIMES = [
  /([A-Z][a-z]{2}) +(\d+) (\d{4}) (\d\d:\d\d:\d\d)/,
  /(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<clock>\d\d:\d\d:\d\d)/,
];

function readingOf(raw: string): Result<Reading, Rejection> {
  const stated = read(raw, 'cisco', clock);
  expect(read(raw, undefined, clock)).toEqual(stated);
  return stated;
}

function eventOf(raw: string): ThreatEvent | undefined {
  const reading = readingOf(raw);
  return reading.ok ? reading.value.event : undefined;
}

/** The moment by the platform's own parser; the year of a stamp without one is known of these logs. */
function moment(raw: string): number | undefined {
  const named = TIMES[0]?.exec(raw);
  if (named) return Date.parse(`${named[1]} ${named[2]} ${named[3]} ${named[4]} UTC`);
  const iso = TIMES[1]?.exec(raw);
  if (iso) return Date.parse(`${iso[0]}Z`);
  const bare = /([A-Z][a-z]{2}) +(\d+) (\d\d:\d\d:\d\d)/.exec(raw);
  if (!bare) return undefined;
  return Date.parse(`${bare[1]} ${bare[2]} ${bare[1] === 'Jun' ? 2015 : 2016} ${bare[3]} UTC`);
}

function withTime(records: readonly RealRecord[]): [string, string][] {
  const isReadable = ({ raw }: RealRecord) => moment(raw) !== undefined && !/XXX|\[10\.|outside:>/.test(raw);
  return records.filter(isReadable).map(({ id, raw }) => [id, raw]);
}

/** What follows the tag, without what stands in brackets. */
function textOf(raw: string): string {
  const message = raw.replace(/^.*?(?:%\w+-\d-\d+|SFIMS): /, '').replace(/ ?\([^()]*\)/g, '');
  return message.split('Original IP payload')[0] ?? '';
}

/** Both sides where the text names two; the one that opened the connection first. */
function sidesOf(raw: string): readonly { readonly ip: string; readonly port?: number }[] {
  const text = textOf(raw);
  const named = text.matchAll(
    /(?:from|for|src|to|dst|SrcIP:|DstIP:)(?: laddr)? (?:[\w-]+:)?(\d+(?:\.\d+){3})(?:\/(\d+))?/g,
  );
  const ports = [/SrcPort: (\d+)/.exec(text)?.[1], /DstPort: (\d+)/.exec(text)?.[1]];
  const sides = [...named].map(([, ip = '', inline], index) => {
    const port = /icmp/i.test(text) ? undefined : (inline ?? ports[index]);
    return { ip, ...(port !== undefined && { port: Number(port) }) };
  });
  return /Built outbound (?:TCP|UDP)/.test(text) ? sides.toReversed() : sides;
}

describeReal('cisco', (records) => {
  const cases = withTime(records);

  it.each(cases)('%s: time, severity and name of the firewall', (_id, raw) => {
    const event = eventOf(raw);
    const severity = /(?:ASA|FTD|PIX|FWSM)-(\d)-\d+/.exec(raw)?.[1];
    const host = /\d\d:\d\d:\d\d(?:\.\d+\+00:00Z?|Z)? ([\w.-]+) +(?::|%|SFIMS)/.exec(raw)?.[1];
    const uuid = /DeviceUUID: ([\w-]+)/.exec(raw)?.[1];
    expect(event?.time).toBe(moment(raw));
    expect(event?.vendorSeverity).toBe(severity === undefined ? undefined : Number(severity));
    expect(event?.observer).toBe(host ?? uuid);
  });

  it.each(cases)('%s: whether it was refused', (_id, raw) => {
    const reading = readingOf(raw);
    const isDenied = DENIED.test(raw);
    expect(reading).toMatchObject({ value: { kind: isDenied ? 'threat' : 'ignored' } });
    const disposition = isDenied ? 'blocked' : /\bBuilt\b|Teardown|: Allow/.test(raw) ? 'allowed' : expect.anything();
    expect(eventOf(raw)).toMatchObject({ disposition });
  });

  it.each(cases.filter(([, raw]) => sidesOf(raw).length === 2))('%s: addresses and ports', (_id, raw) => {
    const event = eventOf(raw);
    const [source, destination] = sidesOf(raw);
    expect([event?.source, event?.destination]).toEqual([source, destination]);
  });

  it.each(cases)('%s: protocol and rule', (_id, raw) => {
    const event = eventOf(raw);
    const text = textOf(raw);
    const protocol = /\b(tcp|udp|icmp|esp|protocol 47)\b/i.exec(text)?.[1]?.toLowerCase().replace('protocol 47', 'gre');
    // Words like `TCP` stand in commands of administrators, too.
    if (!/User '/.test(text)) expect(event?.transport).toBe(protocol);
    const list = /access-group "(.+?)"/.exec(text)?.[1] ?? /AccessControlRuleName: ([^,]+)/.exec(text)?.[1];
    expect(event?.rule.name).toBe(list);
  });

  it('agrees with the other parser, where it names addresses, but for who opened an outbound connection', () => {
    let compared = 0;
    for (const { raw, expected } of records) {
      const event = eventOf(raw);
      if (!expected?.['ip_src_addr'] || !event) continue;
      const theirs = [
        expected['ip_src_addr'],
        expected['ip_src_port'],
        expected['ip_dst_addr'],
        expected['ip_dst_port'],
      ];
      const ours = [event.source.ip, event.source.port, event.destination.ip, event.destination.port];
      const sorted = /Built outbound TCP/.test(raw) ? [...ours.slice(2), ...ours.slice(0, 2)] : ours;
      sorted.forEach((value, index) => {
        if (theirs[index] !== undefined) expect(value).toBe(theirs[index]);
      });
      expect(event.transport).toBe(expected['protocol']);
      expect(event.time).toBe(expected['timestamp']);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(90);
  });

  it('rejects threats whose addresses are masked, and no others', () => {
    const refused = records.flatMap(({ raw }) => {
      const reading = readingOf(raw);
      return reading.ok ? [] : [{ code: reading.error.code, raw }];
    });
    expect(refused.length).toBeGreaterThan(1);
    for (const { code, raw } of refused) expect([code, /XXX/.test(raw)]).toEqual(['bad-field', true]);
  });

  it('names no address that the record does not name', () => {
    for (const { raw } of records) {
      const event = eventOf(raw);
      const there = raw.match(ADDRESS) ?? [];
      for (const ip of [event?.source.ip, event?.destination.ip]) {
        if (ip !== undefined) expect(there).toContain(ip);
      }
    }
  });
});
