import { maskEvidence, type Evidence, type KeptEvidence } from '@lianfang/contract';
import { IndicatorReader, type IndicatorSet } from '@lianfang/indicators';
import type { EvidenceStore } from '@lianfang/store';
import { withIndicators } from './enriched-evidence';

const EVENT: Evidence = {
  topic: 'threat-events',
  epoch: 1,
  partition: 0,
  chunk: '0.0',
  offset: 1,
  time: Date.parse('2026-11-22T12:00:00+08:00'),
  logTime: 0,
  county: '63000',
  direction: 'outbound',
  initiator: 'source',
  sourceCountry: 'TW',
  disposition: 'allowed',
  category: 'malicious-code',
  severity: 'high',
  format: 'suricata',
  source: { ip: '10.8.0.1' },
  destination: { ip: '203.0.113.7' },
  rule: {},
  count: 1,
  originalBytes: 2,
};

function setOf(...lines: string[]): IndicatorSet {
  const reader = new IndicatorReader({ isCounty: (code) => /^\d{5}$/.test(code) });
  reader.take(Buffer.from(['type,value,scope,tlp,provider,id', ...lines, ''].join('\n')));
  while (reader.index()) continue;
  const result = reader.result();
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What would be stored of one event. */
async function storedUnder(set: IndicatorSet | undefined, change: Partial<Evidence> = {}, original = '{}') {
  const written: KeptEvidence[] = [];
  const store: EvidenceStore = {
    write: async (kept) => {
      written.push(...kept);
      return kept.map(() => ({ kind: 'written' }));
    },
  };
  const evidence = { ...EVENT, ...change };
  const outcomes = await withIndicators(store, { current: set }).write([{ evidence, original }]);
  expect(outcomes).toEqual([{ kind: 'written' }]);
  return { before: evidence, after: written[0]?.evidence, original: written[0]?.original };
}

const fields = async (...args: Parameters<typeof storedUnder>): Promise<string[] | undefined> =>
  (await storedUnder(...args)).after?.indicators?.matches.map(
    ({ indicator, matched }) => `${matched.field} ${indicator.id}`,
  );

describe('withIndicators', () => {
  it('stores evidence as it was kept while there are no indicators, and nothing is said of them', async () => {
    const { before, after } = await storedUnder(undefined);
    expect(after).toBe(before);
  });

  it('adds what an event names, and changes nothing else of it', async () => {
    const set = setOf('ipv4-addr,203.0.113.7,national,GREEN,us,one');
    const { before, after, original } = await storedUnder(set, {}, '{"a":1}');
    expect(after).toEqual({ ...before, indicators: { set: set.hash, matches: [expect.anything()], over: 0 } });
    expect(original).toBe('{"a":1}');
    expect((await storedUnder(setOf())).after?.indicators).toMatchObject({ matches: [], over: 0 });
  });

  it('looks at both addresses and at the hosts in the record', async () => {
    const set = setOf(
      'ipv4-addr,10.8.0.1,national,GREEN,us,source',
      'ipv4-addr,203.0.113.0/24,national,GREEN,us,network',
      'domain-name,*.evil.example,national,GREEN,us,domain',
      'ipv6-addr,2001:db8::7,national,GREEN,us,host',
    );
    const record = JSON.stringify({ tls: { sni: 'www.evil.example' }, http: { hostname: '[2001:db8::7]:8080' } });
    expect(await fields(set, {}, record)).toEqual([
      'source.ip source',
      'destination.ip network',
      'tls.client.server_name domain',
      'url.domain host',
    ]);
    expect(await fields(set, { format: 'zeek' }, record)).toEqual(['source.ip source', 'destination.ip network']);
    expect(await fields(set, { source: {}, destination: { ip: 'no address' } }, 'cut off')).toEqual([]);
  });

  it("goes by the event's county and time, not by those of the machine", async () => {
    const set = setOf('ipv4-addr,203.0.113.7,65000,RED,us,one', 'ipv4-addr,203.0.113.7,63000,RED,us,two');
    expect(await fields(set)).toEqual(['destination.ip two']);
    expect(await fields(set, { county: 'unlocated' })).toEqual([]);
  });

  it("lists what a county may see of its own side, however much stands on the other county's", async () => {
    const others = Array.from({ length: 10 }, (_unused, at) => `ipv4-addr,10.8.0.1,national,GREEN,us,other ${at}`);
    const set = setOf(...others, 'ipv4-addr,10.9.0.1,national,GREEN,us,own');
    const { after } = await storedUnder(set, {
      direction: 'internal',
      initiatorCounty: '65000',
      destination: { ip: '10.9.0.1' },
    });
    const seen = after && maskEvidence(after, { county: '63000' });
    expect(seen?.evidence.indicators?.matches.map(({ indicator }) => indicator.id)).toEqual(['own']);
    expect(after?.indicators).toMatchObject({ over: 2 });
  });
});
