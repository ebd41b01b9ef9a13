import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThreatEvent } from '@lianfang/contract';
import { createNormaliser } from '../normaliser';

const { read } = createNormaliser();

function golden(name: string): string {
  const file = readFileSync(join(__dirname, 'golden', `${name}.json`), 'utf8');
  return (JSON.parse(file) as { readonly line: string }).line;
}

function eventOf(line: string): ThreatEvent {
  const reading = read(line);
  if (!reading.ok || reading.value.kind !== 'threat') throw new Error('no threat');
  return reading.value.event;
}

describe('actions', () => {
  it.each([
    ['reset-client', 'blocked'],
    ['reset-server', 'blocked'],
    ['reset-both', 'blocked'],
    ['reset both', 'blocked'],
    ['deny', 'blocked'],
    ['drop', 'blocked'],
    ['drop-icmp', 'blocked'],
    ['drop ICMP', 'blocked'],
    ['block-url', 'blocked'],
    ['block-continue', 'blocked'],
    ['sinkhole', 'blocked'],
    ['allow', 'allowed'],
    ['alert', 'allowed'],
    ['syncookie-sent', 'detected'],
    ['constructor', 'detected'],
  ])('%s is %s', (action, disposition) => {
    const line = golden('threat-reset').replace(',reset-both,', `,${action},`);
    expect(eventOf(line).disposition).toBe(disposition);
  });
});

describe('one refusal in two records', () => {
  it('is one event: the THREAT answers to the id of the end of its session, in both directions', () => {
    const end = eventOf(golden('traffic-after-threat')).eventId;
    expect(eventOf(golden('threat-reset')).alsoKnownAs).toEqual([end]);
    const reply = golden('threat-reset')
      .replace('client-to-server', 'server-to-client')
      .replace('198.51.100.23,203.0.113.80', '203.0.113.80,198.51.100.23')
      .replace(',51544,443,', ',443,51544,');
    expect(eventOf(reply).alsoKnownAs).toEqual([end]);
  });
});

describe('a record', () => {
  it('has one id however often relays send it, and another when its count has grown', () => {
    const id = eventOf(golden('threat-reset')).eventId;
    expect(eventOf(`<14>Mar  5 09:20:00 other ${golden('threat-reset')}`).eventId).toBe(id);
    const later = golden('threat-reset').replace(',7204134051344758260,', ',7204134051344758261,');
    expect(eventOf(later).eventId).not.toBe(id);
  });

  it('is never counted when it was cut before its last deciding column', () => {
    const line = golden('url-block');
    const decided = line.indexOf('client-to-server') + 'client-to-server'.length;
    for (let end = 0; end <= decided; end += 1) expect(read(line.slice(0, end)).ok).toBe(false);
  });
});

describe('recognition', () => {
  it.each([
    '1,2026/03/05 09:15:42,001,UNKNOWN,x',
    'sshd: invalid user 1,2026/03/05 09:15:42,001,THREAT,x',
    'TRAFFIC,1,2,3,4',
    '"1",2026/03/05 09:15:42,001,THREAT,x',
  ])('leaves %s alone', (line) => {
    expect(read(line)).toMatchObject({ ok: false, error: { code: 'unknown-format' } });
  });
});
