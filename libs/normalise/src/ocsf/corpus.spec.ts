import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const described = createNormaliser({ describesIgnored: true });
const LOG_TIME = Date.UTC(2026, 0, 1);

/** The first group of a pattern. */
function found(raw: string, pattern: RegExp): string | undefined {
  return pattern.exec(raw)?.[1];
}

function side(raw: string, name: string): object {
  const text = found(raw, new RegExp(`"${name}":(\\{[^{}]*\\})`)) ?? '';
  const ip = found(text, /"ip":"([^"]*)"/);
  const port = found(text, /"port":"?(\d+)/);
  return { ...(ip !== undefined && { ip }), ...(port !== undefined && { port: Number(port) }) };
}

function moment(raw: string): number {
  const time = found(raw, /[{,]"time":"?([^",}]+)/);
  if (time === undefined) return LOG_TIME;
  if (!/^\d+$/.test(time)) return Date.parse(`${time.replace(' ', 'T')}Z`);
  return Number(time) * (time.length === 10 ? 1000 : 1);
}

/** Of all records in the corpus none reports an attack: they are checks, processes and DNS. */
const KINDS: Readonly<Record<string, string>> = { '0': 'other', '1007': 'system', '2004': 'compliance', '4003': 'dns' };

describeReal('ocsf', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s: its kind', (_id, raw) => {
    const uid = found(raw, /"class_uid":(\d+)/);
    const what = uid === undefined ? 'traffic' : KINDS[uid];
    expect(described.read(raw, 'ocsf')).toMatchObject({ ok: true, value: { kind: 'ignored', what } });
    expect(described.read(raw)).toEqual(described.read(raw, 'ocsf'));
  });

  it.each(cases)('%s: its fields', (_id, raw) => {
    const reading = described.read(raw, 'ocsf');
    const event = reading.ok ? reading.value.event : undefined;
    const source = side(raw, 'src_endpoint');
    const destination = side(raw, 'dst_endpoint');
    const title = found(raw, /"title":"((?:[^"\\]|\\.)*)"/);
    const isTelling = title !== undefined || [source, destination].some((one) => Object.keys(one).length > 0);
    expect(event !== undefined).toBe(isTelling);
    if (!isTelling) return;
    const uid = found(raw, /"finding_info":\{.*?"uid":"([^"]*)"/);
    const protocol = found(raw, /"protocol_name":"([^"]*)"/)?.toLowerCase();
    const severity = found(raw, /"severity_id":(\d+)/);
    expect(event).toMatchObject({
      time: moment(raw),
      source,
      destination,
      disposition: 'detected',
      rule: title === undefined ? {} : { id: uid, name: title },
    });
    expect(event?.transport).toBe(protocol);
    expect(event?.vendorSeverity).toBe(severity === undefined ? undefined : Number(severity));
  });
});
