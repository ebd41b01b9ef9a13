import type { ThreatEvent } from '@lianfang/contract';
import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser({ describesIgnored: true });

/** The first value of a key between bars or in quotes. */
function value(raw: string, key: string): string | undefined {
  const match = new RegExp(`(?:^|[ |])${key}="?([^"|]*)`).exec(raw);
  return match?.[1] === undefined || match[1].trim() === '' ? undefined : match[1].trim();
}

function number(raw: string, key: string): number | undefined {
  const text = value(raw, key);
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

function side(raw: string, ip: string, port: string): object {
  const [address, service] = [value(raw, ip), number(raw, port)];
  return { ...(address !== undefined && { ip: address }), ...(service !== undefined && { port: service }) };
}

const PROTOCOLS = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
]);
const DISPOSITIONS = new Map([
  ['Drop', 'blocked'],
  ['Accept', 'allowed'],
  ['Detect', 'detected'],
]);

function rule(raw: string): object {
  const isProtection = value(raw, 'protection_id') !== undefined;
  const id = isProtection ? value(raw, 'protection_id') : (value(raw, 'rule_uid') ?? value(raw, 'malware_rule_id'));
  const name = value(raw, isProtection ? 'protection_name' : 'rule_name');
  return { ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
}

/** Fields that the raw text states, as the event must have them. */
function expectFields(event: ThreatEvent | undefined, raw: string): void {
  const client = value(raw, 'src') === undefined ? 'client_ip' : 'src';
  expect(event).toMatchObject({
    time: Number(value(raw, 'time')) * 1000,
    observer: value(raw, 'origin'),
    disposition: DISPOSITIONS.get(value(raw, 'action') ?? '') ?? 'detected',
  });
  expect(event?.source).toEqual(side(raw, client, 's_port'));
  expect(event?.destination).toEqual(side(raw, 'dst', 'service'));
  expect(event?.transport).toBe(PROTOCOLS.get(value(raw, 'proto') ?? ''));
  expect(event?.rule).toEqual(rule(raw));
}

describeReal('checkpoint', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s', (_id, raw) => {
    const reading = read(raw, 'checkpoint');
    expect(read(raw)).toEqual(reading);
    if (!reading.ok) throw new Error(reading.error.detail);
    expectFields(reading.value.event, raw);
    // Connections that were dropped, and whatever was detected; not what an administrator did.
    const isThreat = /[|"= ]action="?(?:Drop|Detect)/.test(raw) && value(raw, 'operation') === undefined;
    expect(reading.value.kind).toBe(isThreat ? 'threat' : 'ignored');
  });
});
