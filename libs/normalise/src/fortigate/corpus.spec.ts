import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser({ describesIgnored: true });

/** One field, quoted or not, by one expression. */
function field(raw: string, ...names: string[]): string | undefined {
  for (const name of names) {
    const match = new RegExp(`[ ,>]${name}=(?:"([^"]*)"|([^ ,]*))`).exec(` ${raw}`);
    if (match) return match[1] ?? match[2];
  }
  return undefined;
}

const PROTOCOLS: Readonly<Record<string, string>> = { 6: 'tcp', 17: 'udp', 50: 'esp', 58: 'ipv6-icmp', tcp: 'tcp' };
const ALLOWED = ['accept', 'timeout', 'pass', 'passthrough', 'Alert'];

/** An address that can be one; some senders wrote `x.x.x.x` and 259. */
function address(text: string | undefined): string | undefined {
  if (text?.includes(':')) return text;
  const isReal = text?.split('.').every((part) => /^\d+$/.test(part) && Number(part) <= 255);
  return isReal === true ? text : undefined;
}

function side(ip: string | undefined, port: string | undefined) {
  return { ...(ip !== undefined && { ip }), ...(port !== undefined && { port: Number(port) }) };
}

/** Minutes east of UTC of `-0700`, `-5:00`. */
function offset(zone: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{1,2}):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function moment(raw: string): number {
  const zone = field(raw, 'tz') ?? /timezone="\(GMT([+-]\d+:?\d\d)\)/.exec(raw)?.[1];
  const epoch = field(raw, 'eventtime');
  if (zone === undefined && epoch !== undefined) return Number(epoch.padEnd(13, '0').slice(0, 13));
  const wall = Date.parse(`${field(raw, 'date') ?? ''}T${field(raw, 'time') ?? ''}Z`);
  return wall - (zone === undefined ? 0 : offset(zone)) * 60_000;
}

describeReal('fortigate', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s', (_id, raw) => {
    const reading = read(raw, 'fortigate');
    expect(read(raw)).toEqual(reading);
    const administrator = address(/ ui=\S+\(([\d.]+)\)/.exec(raw)?.[1]);
    const source = address(field(raw, 'srcip', 'src', 'remip', 'client_ip')) ?? administrator;
    const transport = PROTOCOLS[field(raw, 'proto') ?? ''];
    const id = field(raw, 'signature_id', 'policyid');
    const name =
      field(raw, 'signature_subclass') ?? (field(raw, 'type') === 'event' ? undefined : field(raw, 'policy'));
    const event = {
      time: moment(raw),
      source: side(source, field(raw, 'srcport', 'src_port')),
      destination: side(address(field(raw, 'dstip', 'dst', 'dst_ip')), field(raw, 'dstport', 'dst_port')),
      ...(transport && { transport }),
      rule: { ...(id && { id }), ...(name && { name }) },
      disposition: ALLOWED.includes(field(raw, 'action') ?? '') ? 'allowed' : 'detected',
    };
    const isThreat = /login-fail|type=attack|type=spam/.test(raw);
    expect(reading).toMatchObject({ ok: true, value: { kind: isThreat ? 'threat' : 'ignored', event } });
  });
});
