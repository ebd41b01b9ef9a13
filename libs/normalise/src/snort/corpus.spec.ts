import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser();

describeReal('snort', (records) => {
  it.each(records.map(({ id, raw }): [string, string] => [id, raw]))('%s', (_id, raw) => {
    const [stamp = '', , sid, , message = '', protocol = '', source, sourcePort, destination, destinationPort] =
      raw.split(',');
    const [, month, day, year, clock] = /(\d\d)\/(\d\d)\/(\d\d)-(\d\d:\d\d:\d\d\.\d{3})/.exec(stamp) ?? [];
    const event = {
      time: Date.parse(`20${year}-${month}-${day}T${clock}Z`),
      source: { ip: source, port: Number(sourcePort) },
      destination: { ip: destination, port: Number(destinationPort) },
      transport: protocol.toLowerCase(),
      rule: { id: sid, name: message.slice(1, -1) },
      disposition: 'detected',
    };
    const reading = read(raw, 'snort');
    expect(read(raw)).toEqual(reading);
    expect(reading).toMatchObject({ ok: true, value: { kind: 'threat', event } });
  });

  it('agrees with the other parser on addresses, ports, protocol and rule', () => {
    for (const { raw, expected } of records) {
      const reading = read(raw);
      const event = reading.ok ? reading.value.event : undefined;
      expect(expected).toMatchObject({
        ip_src_addr: event?.source.ip,
        ip_src_port: String(event?.source.port),
        ip_dst_addr: event?.destination.ip,
        ip_dst_port: String(event?.destination.port),
        protocol: event?.transport?.toUpperCase(),
        sig_id: event?.rule.id,
        msg: event?.rule.name,
      });
    }
  });
});
