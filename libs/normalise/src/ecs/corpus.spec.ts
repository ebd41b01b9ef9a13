import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw JSON here, by other code than the reader's. */

type Nested = Record<string, Record<string, unknown> | undefined>;

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

describeReal('ecs', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);
  const CATEGORIES: unknown[] = ['network', 'web', 'email', 'authentication', 'iam'];

  /** Either spelling of a field, by hand. */
  function either(raw: string, outer: string, inner: string): unknown {
    const document = JSON.parse(raw) as Nested;
    return document[`${outer}.${inner}`] ?? document[outer]?.[inner];
  }

  it.each(cases)('%s: no threat, and named by its category', (_id, raw) => {
    const first = [either(raw, 'event', 'category')].flat()[0];
    const isMetric = /"metricset"|"type":"metrics"/.test(raw);
    const what = CATEGORIES.includes(first) ? first : isMetric ? 'metric' : 'other';
    expect(read(raw, 'ecs')).toMatchObject({ ok: true, value: { kind: 'ignored', what } });
    expect(read(raw)).toEqual(read(raw, 'ecs'));
  });

  it.each(cases)('%s: described where it has an address and a time', (_id, raw) => {
    const reading = described.read(raw);
    const event = reading.ok ? reading.value.event : undefined;
    const time: unknown = (JSON.parse(raw) as Nested)['@timestamp'];
    const ip = either(raw, 'source', 'ip') ?? either(raw, 'client', 'ip');
    if (time === undefined || typeof ip !== 'string') return;
    expect(event).toMatchObject({
      time: typeof time === 'string' ? moment(time) : time,
      source: { ip: canonical(ip) },
    });
  });

  it.each(cases)('%s: its fields, once it is called an alert', (_id, raw) => {
    const document = JSON.parse(raw) as Nested;
    const asAlert = JSON.stringify({
      ...document,
      event: { ...document['event'], kind: 'alert' },
      'event.kind': 'alert',
    });
    const time: unknown = document['@timestamp'];
    if (time === undefined) {
      expect(read(asAlert)).toMatchObject({ ok: false, error: { code: 'bad-time' } });
      return;
    }
    const ip = either(raw, 'source', 'ip') ?? either(raw, 'client', 'ip');
    const port = either(raw, 'source', 'port');
    const source = {
      ...(typeof ip === 'string' && { ip: canonical(ip) }),
      ...(port !== undefined && { port: Number(port) }),
    };
    const event = { time: typeof time === 'string' ? moment(time) : time, source };
    expect(read(asAlert)).toMatchObject({ ok: true, value: { kind: 'threat', event } });
  });
});
