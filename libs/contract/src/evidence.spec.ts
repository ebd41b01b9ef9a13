import { evidenceKey, evidenceText, type Evidence } from './evidence';
import { evidenceQuery } from './evidence-api';
import type { IndicatorMatch } from './indicator';
import { maskEvidence, sideOfAnotherCounty } from './evidence-mask';

const internal: Evidence = {
  topic: 'threat-events',
  epoch: 1,
  partition: 2,
  chunk: '0.0',
  offset: 77,
  time: 1,
  logTime: 2,
  county: '63000',
  agency: 'taipei-1',
  direction: 'internal',
  initiator: 'source',
  initiatorCounty: '65000',
  sourceCountry: 'TW',
  disposition: 'blocked',
  category: 'intrusion-attempts',
  severity: 'high',
  format: 'suricata',
  eventId: '10.8.0.1 10.1.0.1',
  observer: 'new-taipei-fw-1',
  source: { ip: '10.8.0.1', port: 4_000 },
  destination: { ip: '10.1.0.1', port: 443 },
  rule: { id: '1', name: 'a rule' },
  count: 1,
  originalBytes: 10,
};

describe('maskEvidence', () => {
  it('shows the centre everything', () => {
    expect(maskEvidence(internal, 'centre')).toEqual({ evidence: internal, masked: null });
  });

  it('hides from a county the side that another county protects, and what may name it', () => {
    const seen = maskEvidence(internal, { county: '63000' });
    expect(seen?.masked).toBe('source');
    expect(JSON.stringify(seen)).not.toMatch(/10\.8\.0\.1|65000|new-taipei/);
    expect(seen?.evidence).toMatchObject({ destination: { ip: '10.1.0.1', port: 443 }, rule: { name: 'a rule' } });
  });

  it('hides the destination where the destination opened the connection', () => {
    const seen = maskEvidence({ ...internal, initiator: 'destination' }, { county: '63000' });
    expect([seen?.masked, seen?.evidence.destination, seen?.evidence.source.ip]).toEqual([
      'destination',
      {},
      '10.8.0.1',
    ]);
  });

  it('has nothing of another county: neither of a stranger nor of the one on the other side', () => {
    expect(maskEvidence(internal, { county: '65000' })).toBeUndefined();
    expect(maskEvidence(internal, { county: '10016' })).toBeUndefined();
  });

  it.each<[string, Partial<Evidence>]>([
    ['within one county', { initiatorCounty: '63000' }],
    ['from outside', { direction: 'inbound', initiatorCounty: undefined }],
    ['to the outside', { direction: 'outbound', initiatorCounty: '63000' }],
  ])('hides nothing of an event %s', (_name, change) => {
    const event = { ...internal, ...change };
    expect(sideOfAnotherCounty(event)).toBeUndefined();
    expect(maskEvidence(event, { county: '63000' })).toEqual({ evidence: event, masked: null });
  });
});

describe('maskEvidence, of shared indicators', () => {
  const matchOf = (id: string, scope: string[], field = 'destination.ip'): IndicatorMatch => ({
    indicator: { id, type: 'ipv4-addr', value: '192.0.2.1', provider: 'us', tlp: 'AMBER', scope },
    matched: { field, value: '192.0.2.1' },
  });
  const named = (change: Partial<Evidence>, matches: IndicatorMatch[]): Evidence => ({
    ...internal,
    ...change,
    indicators: { set: 'hash', matches, over: 3 },
  });
  const seenBy = (evidence: Evidence, county: string): unknown[] =>
    maskEvidence(evidence, { county })?.evidence.indicators?.matches.map(({ indicator: { id } }) => id) ?? ['nothing'];

  const inbound = { direction: 'inbound', initiatorCounty: undefined } as const;

  it('shows a county those that are for it, and how many more there are to the centre only', () => {
    const scopes = [['national'], ['63000', '65000'], ['65000'], ['centre']];
    const event = named(
      inbound,
      scopes.map((scope) => matchOf(scope.join('+'), scope)),
    );
    expect(seenBy(event, '63000')).toEqual(['national', '63000+65000']);
    expect(maskEvidence(event, { county: '63000' })?.evidence.indicators).not.toHaveProperty('over');
    expect(maskEvidence(event, 'centre')?.evidence.indicators).toEqual(event.indicators);
    expect(seenBy(event, '65000')).toEqual(['nothing']);
  });

  it('hides what stood on a side that is not shown, or in the record', () => {
    const fields = ['source.ip', 'destination.ip', 'url.domain', 'destination.domain'];
    const matches = fields.map((field) => matchOf(field, ['national'], field));
    expect(seenBy(named({}, matches), '63000')).toEqual(['destination.ip']);
    expect(seenBy(named({ initiator: 'destination' }, matches), '63000')).toEqual(['source.ip']);
    expect(seenBy(named({ initiatorCounty: '63000' }, matches), '63000')).toEqual(fields);
  });
});

describe('evidenceKey', () => {
  it('is the place of the record, and nothing else', () => {
    expect(evidenceKey(internal)).toBe('threat-events/1/2/77');
  });
});

describe('evidenceText', () => {
  it('keeps whole characters only', () => {
    expect(evidenceText(`${'a'.repeat(1_023)}😀`)).toBe(`${'a'.repeat(1_023)}\ufffd`);
    expect(evidenceText('lone \udc00')).toBe('lone \ufffd');
    expect(evidenceText('臺\u0000\u2028\u001b[31m')).toBe('臺\u0000\u2028\u001b[31m');
  });
});

describe('evidenceQuery', () => {
  const range = { from: '2026-11-22T12:00:00+08:00', to: '2026-11-22T13:00:00+08:00' };

  it.each(['203.0.113.7', '10.0.0.0/8', '2001:db8::1', '2001:db8::/32', '::ffff:192.0.2.1'])('takes %s', (address) => {
    expect(evidenceQuery.parse({ ...range, address })).toMatchObject({ address, size: 20 });
  });

  it.each(['1.2.3', '1.2.3.4/33', '01.2.3.4', 'fe80::1%eth0', '* OR *', '10.0.0.1-10.0.0.9', '', '::/129'])(
    'refuses the address %j and says what to give',
    (address) => {
      const asked = evidenceQuery.safeParse({ ...range, address });
      expect(asked.error?.issues[0]?.message).toBe('must be an address or a network such as 10.0.0.0/8');
    },
  );

  it.each([
    [{ from: range.to, to: range.from }, '`from` must be before `to`'],
    [{ from: '2026-01-01T00:00:00Z' }, 'the range must be 31 days at most'],
    [{ size: '1000000000' }, 'Too big: expected number to be <=100'],
    [{ county: '__proto__' }, expect.stringContaining('Invalid string')],
    [{ from: 'now' }, expect.stringContaining('ISO 8601 with zone')],
  ])('refuses %j', (change, message) => {
    expect(evidenceQuery.safeParse({ ...range, ...change }).error?.issues[0]?.message).toEqual(message);
  });
});
