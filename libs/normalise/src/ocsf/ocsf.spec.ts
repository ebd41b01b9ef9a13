import { createNormaliser } from '../normaliser';

const counted = createNormaliser();
const described = createNormaliser({ describesIgnored: true });
const clock = { timeZone: 'UTC', logTime: 1_772_673_342_123 };

/** A Network Activity record. */
function network(fields: object): string {
  const sides = { src_endpoint: { ip: '198.51.100.23' }, dst_endpoint: { ip: '203.0.113.80', port: 443 } };
  return JSON.stringify({ class_uid: 4001, category_uid: 4, time: 1_772_673_342_123, ...sides, ...fields });
}

function finding(fields: object): string {
  const info = { uid: 'f-1', title: 'Scan' };
  return JSON.stringify({ class_uid: 2004, category_uid: 2, time: 1_772_673_342_123, finding_info: info, ...fields });
}

function dispositionOf(text: string): string | undefined {
  const reading = described.read(text);
  return reading.ok ? reading.value.event?.disposition : undefined;
}

describe('ocsf', () => {
  it.each([
    [1, 'allowed'],
    [2, 'blocked'],
    [3, 'blocked'],
    [6, 'blocked'],
    [10, 'allowed'],
    [15, 'detected'],
    [16, 'allowed'],
    [17, 'detected'],
    [19, 'detected'],
    [20, 'allowed'],
    [21, 'blocked'],
    [22, 'detected'],
    [25, 'blocked'],
    [99, 'detected'],
    [1000, 'detected'],
    [-1, 'detected'],
    [1.5, 'detected'],
  ])('reads disposition_id %d as %s', (disposition_id, disposition) => {
    expect(dispositionOf(network({ disposition_id }))).toBe(disposition);
    expect(dispositionOf(network({ disposition_id: String(disposition_id) }))).toBe(disposition);
  });

  it.each([
    [{ disposition_id: 0, action_id: 2 }, 'blocked'],
    [{ disposition_id: 2, action_id: 1 }, 'blocked'],
    [{ disposition_id: 23, action_id: 2 }, 'blocked'],
    [{ action_id: 1, activity_id: 5 }, 'allowed'],
    [{ action: 'Denied' }, 'blocked'],
    [{ disposition: 'Allowed' }, 'allowed'],
    [{ activity_id: 5 }, 'blocked'],
    [{ activity_id: 4 }, 'detected'],
    [{ status_id: 2, status: 'Failure' }, 'detected'],
    [{ disposition: '__proto__', action: 'constructor' }, 'detected'],
  ])('reads %j as %s', (fields, disposition) => {
    expect(dispositionOf(network(fields))).toBe(disposition);
  });

  it('describes what it ignores, for those who ask', () => {
    const value = {
      kind: 'ignored',
      what: 'traffic',
      event: { disposition: 'allowed', source: { ip: '198.51.100.23' } },
    };
    expect(described.read(network({ disposition_id: 1 }))).toMatchObject({ ok: true, value });
    expect(counted.read(network({ disposition_id: 1 }))).toEqual({
      ok: true,
      value: { kind: 'ignored', what: 'traffic' },
    });
  });

  it('shows an ignored record without time at the log’s, and never counts one', () => {
    const text = network({ time: null });
    expect(described.read(text, 'ocsf', clock)).toMatchObject({ ok: true, value: { event: { time: clock.logTime } } });
    expect(counted.read(network({ time: null, disposition_id: 2 }), 'ocsf', clock)).toMatchObject({
      ok: false,
      error: { code: 'bad-time' },
    });
  });

  it('describes nothing where there is nothing to tell', () => {
    const text = JSON.stringify({ class_uid: 1007, category_uid: 1, time: 1, process: { name: 'x' } });
    expect(described.read(text)).toEqual({ ok: true, value: { kind: 'ignored', what: 'system' } });
  });

  it('never rejects an ignored record for an address that is none', () => {
    const text = network({ src_endpoint: { ip: '<ip>' } });
    expect(described.read(text)).toEqual({ ok: true, value: { kind: 'ignored', what: 'traffic' } });
  });

  it('tells findings apart by id, time and count', () => {
    const texts = [finding({}), finding({ time: 1_772_673_342_124 }), finding({ count: 2 }), finding({ count: 3 })];
    const ids = texts.map((text) => {
      const reading = counted.read(text);
      return reading.ok && reading.value.kind === 'threat' ? reading.value.event.eventId : undefined;
    });
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(texts.length);
    expect(counted.read(finding({ count: 1, note: 'sent again' }))).toEqual(counted.read(finding({})));
  });

  it('is asked before ECS, whose marks its documents may carry too', () => {
    const both = network({ '@timestamp': '2026-03-05T01:15:42Z', event: { kind: 'event' } });
    expect(counted.read(both)).toMatchObject({ ok: true, value: { kind: 'ignored', what: 'traffic' } });
  });
});
