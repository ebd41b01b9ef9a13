import type { ThreatEvent } from '@lianfang/contract';
import { createNormaliser } from '../normaliser';

const { read } = createNormaliser();

const HEAD =
  'date=2026-03-05 time=09:15:42 devname="fw-1" devid="FGT1" eventtime=1772673342000000000 tz="+0800" vd="root" ';
const SIDES = 'srcip=198.51.100.23 srcport=51544 dstip=203.0.113.80 dstport=443 proto=6 ';

function ips(action: string): string {
  return `${HEAD}logid="0419016384" type="utm" subtype="ips" severity="high" ${SIDES}sessionid=7 action="${action}" attack="X" attackid=1`;
}

function traffic(rest: string, session = 7): string {
  return `${HEAD}logid="0000000013" type="traffic" subtype="forward" ${SIDES}sessionid=${session} policyid=3 ${rest}`;
}

function eventOf(line: string): ThreatEvent {
  const reading = read(line);
  if (!reading.ok || reading.value.kind !== 'threat') throw new Error('no threat');
  return reading.value.event;
}

describe('actions of detections', () => {
  it.each([
    ['dropped', 'blocked'],
    ['drop_session', 'blocked'],
    ['reset', 'blocked'],
    ['reset_client', 'blocked'],
    ['reset_server', 'blocked'],
    ['clear_session', 'blocked'],
    ['block', 'blocked'],
    ['blocked', 'blocked'],
    ['deny', 'blocked'],
    ['pass_session', 'allowed'],
    ['pass', 'allowed'],
    ['passthrough', 'allowed'],
    ['detected', 'detected'],
    ['constructor', 'detected'],
  ])('%s is %s', (action, disposition) => {
    expect(eventOf(ips(action)).disposition).toBe(disposition);
  });
});

describe('actions of traffic', () => {
  it.each(['accept', 'close', 'timeout', 'client-rst', 'server-rst', 'reset', 'start', 'ip-conn'])(
    '%s is no threat',
    (action) => {
      expect(read(traffic(`action="${action}"`))).toMatchObject({
        ok: true,
        value: { kind: 'ignored', what: 'traffic' },
      });
    },
  );

  it.each([
    'action="deny"',
    'action="accept" utmaction="block"',
    'action="deny" utmaction="allow"',
    'action="blocked"',
  ])('%s is a refusal', (action) => {
    expect(eventOf(traffic(action)).disposition).toBe('blocked');
  });
});

describe('one refusal in two records', () => {
  it('is one event: the profile’s record answers to the id of the traffic record of its session', () => {
    const atEnd = eventOf(traffic('action="accept" utmaction="block"'));
    expect(eventOf(ips('dropped')).alsoKnownAs).toEqual([atEnd.eventId]);
    expect(eventOf(traffic('action="accept" utmaction="block"', 8)).eventId).not.toBe(atEnd.eventId);
  });

  it('is none where the policy refused, or where no session is named', () => {
    expect(eventOf(ips('dropped')).alsoKnownAs).not.toContain(eventOf(traffic('action="deny"')).eventId);
    expect(eventOf(ips('dropped').replace('sessionid=7', 'sessionid=0')).alsoKnownAs).toEqual([]);
  });
});

describe('recognition', () => {
  it.each([
    'action=Accept|logid=131073|type=traffic',
    'msg="logid=0000000013 type=traffic"',
    'time=1 logid="12" type="traffic"',
    'hello logid="0000000013" type="traffic"',
  ])('leaves %s alone', (line) => {
    expect(read(line)).toMatchObject({ ok: false, error: { code: 'unknown-format' } });
  });
});
