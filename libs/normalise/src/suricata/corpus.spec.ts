import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw JSON here, by other code than the reader's. */

/** What the checks below read of EVE. */
interface Eve {
  readonly event?: Eve;
  readonly event_type: string;
  readonly timestamp: string;
  readonly src_ip: string;
  readonly src_port: number;
  readonly dest_ip: string;
  readonly dest_port: number;
  readonly proto: string;
  readonly direction?: string;
  readonly verdict?: { readonly action: string };
  readonly alert: {
    readonly action: string;
    readonly signature_id: number;
    readonly signature: string;
    readonly severity: number;
  };
}

const { read } = createNormaliser();
const described = createNormaliser({ describesIgnored: true });

/** A moment by the platform's own parser, after the zone was given its colon. */
function moment(text: string): number {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${text}Z`;
  return Date.parse(zoned.replace(/(\.\d{3})\d+/, '$1'));
}

/** Canonical text by the platform's own URL parser. */
function canonical(ip: string): string {
  return ip.includes(':') ? new URL(`http://[${ip}]`).hostname.slice(1, -1) : ip;
}

describeReal('suricata', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s', (_id, raw) => {
    const outer = JSON.parse(raw.slice(raw.indexOf('{'))) as Eve;
    const eve = outer.event ?? outer;
    const reading = read(raw, 'suricata');
    expect(read(raw)).toEqual(reading);
    if (eve.event_type !== 'alert' && eve.event_type !== 'drop') {
      expect(reading).toMatchObject({ ok: true, value: { kind: 'ignored', what: eve.event_type } });
      return;
    }
    const { action } = eve.verdict ?? eve.alert;
    const event = {
      time: moment(eve.timestamp),
      source: { ip: canonical(eve.src_ip), port: eve.src_port },
      destination: { ip: canonical(eve.dest_ip), port: eve.dest_port },
      transport: eve.proto.toLowerCase(),
      rule: { id: String(eve.alert.signature_id), name: eve.alert.signature },
      vendorSeverity: eve.alert.severity,
      disposition: action === 'drop' || action === 'blocked' ? 'blocked' : 'allowed',
      initiator: eve.direction === 'to_client' ? 'destination' : 'source',
    };
    expect(reading).toMatchObject({ ok: true, value: { kind: 'threat', event } });
  });

  it.each(cases)('%s: its connection, also where it is ignored', (_id, raw) => {
    const address = /"src_ip": ?"([^"]*)"/.exec(raw)?.[1];
    const port = /"dest_port": ?(\d+)/.exec(raw)?.[1];
    const reading = described.read(raw);
    const event = reading.ok ? reading.value.event : undefined;
    expect(event?.source.ip).toBe(address && canonical(address));
    expect(event?.destination.port).toBe(port === undefined ? undefined : Number(port));
  });

  it('gives every alert its own id', () => {
    const ids = cases.flatMap(([, raw]) => {
      const reading = read(raw);
      return reading.ok && reading.value.kind === 'threat' ? [reading.value.event.eventId] : [];
    });
    expect(ids.length).toBeGreaterThan(400);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
