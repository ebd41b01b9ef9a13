import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser();
const described = createNormaliser({ describesIgnored: true });
const MASKED = 'XXXXXXXXXX.XXXXXX';
const TIME = '1391123456.123456';

function found(raw: string, key: string): string | undefined {
  return new RegExp(`"${key.replace('.', '\\.')}":"([^"]*)"`).exec(raw)?.[1];
}

function side(raw: string, addresses: readonly string[], ports: readonly string[]): object {
  const [ip, port] = [addresses, ports].map((keys) =>
    keys.map((key) => found(raw, key)).find((one) => one !== undefined),
  );
  return { ...(ip !== undefined && { ip }), ...(port !== undefined && { port: Number(port) }) };
}

const HEALTH = ['CaptureLoss::Too_Little_Traffic', 'PacketFilter::Install_Failure'];
const INVENTORY = ['Software::Software_Version_Change', 'GridFTP::Data_Channel', 'SSL::Certificate_Expires_Soon'];

function kindOf(raw: string): string | undefined {
  const note = found(raw, 'note') ?? '';
  if (HEALTH.includes(note)) return 'health';
  return INVENTORY.includes(note) ? 'inventory' : undefined;
}

describeReal('zeek', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s: its time is masked', (_id, raw) => {
    const what = kindOf(raw);
    const isMasked = raw.includes(MASKED);
    expect(read(raw)).toEqual(read(raw, 'zeek'));
    if (what !== undefined) expect(read(raw)).toMatchObject({ ok: true, value: { kind: 'ignored', what } });
    else if (isMasked) expect(read(raw)).toMatchObject({ ok: false, error: { code: 'bad-time' } });
    else throw new Error('a record of another kind came into the corpus');
  });

  it.each(cases)('%s: its fields, once it has a time', (_id, raw) => {
    const text = raw.replace(MASKED, TIME);
    const reading = described.read(text);
    const note = found(raw, 'note');
    expect(reading).toMatchObject({ ok: true, value: { kind: kindOf(raw) === undefined ? 'threat' : 'ignored' } });
    const event = reading.ok ? reading.value.event : undefined;
    expect(event).toMatchObject({
      time: raw.includes(MASKED) ? 1_391_123_456_123 : 0,
      source: side(raw, ['id.orig_h', 'src'], ['id.orig_p']),
      destination: side(raw, ['id.resp_h', 'dst'], ['id.resp_p', 'p']),
      disposition: /ACTION_DROP|"dropped":(?:true|"T")/.test(raw) ? 'blocked' : 'allowed',
      rule: { id: note, name: note },
    });
    expect(event?.transport).toBe(found(raw, 'proto'));
    expect(event?.observer).toBe(found(raw, 'peer_descr'));
  });

  it('gives every notice its own id, but for those that are the same', () => {
    const ids = cases.flatMap(([, raw]) => {
      const reading = described.read(raw.replace(MASKED, TIME));
      return reading.ok && reading.value.event ? [reading.value.event.eventId] : [];
    });
    expect(ids.length).toBe(cases.length);
    expect(new Set(ids).size).toBe(new Set(cases.map(([, raw]) => raw)).size);
  });
});
