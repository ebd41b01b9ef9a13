import type { Client } from '@elastic/elasticsearch';
import { indexNames, type Evidence, type Scope, type IndicatorMatch, type KeptEvidence } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { createEvidenceStore } from './evidence-store';
import { installIndexTemplates } from './index-templates';
import { createStoredEvidence, type EvidenceCursor, type EvidenceFilter } from './read/stored-evidence';

const DAY = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;

/** Texts that programs have stumbled over. */
const HOSTILE = {
  'hidden keys': '{"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":"x","hasOwnProperty":0}',
  'line and paragraph separators': 'a\u2028b\u2029c',
  'escapes of a terminal': '\u001b[2J\u001b[31mred\u0007\u009b1A',
  'control characters': Array.from({ length: 31 }, (_unused, at) => String.fromCharCode(at + 1)).join(''),
  'marks without end': `a${'\u0301'.repeat(64_000)}`,
  'a name of 200 kB': `{"signature":"${'<script>{{7*7}}'.repeat(13_000)}"}`,
  'lone surrogates, escaped': '{"name":"\\ud800 \\udc00","nul":"\\u0000"}',
  'byte order mark and bidi': '\ufeff\u202eevil\u2066 臺灣 😀',
  'a search': '* OR _exists_:county") || 1=1 -- \\',
};

function evidenceOf(offset: number, change: Partial<Evidence> = {}): Evidence {
  return {
    topic: 'threat-events',
    epoch: 1,
    partition: 0,
    chunk: '0.0',
    offset,
    time: DAY + offset,
    logTime: DAY + offset + 1,
    county: '63000',
    agency: 'taipei-1',
    direction: 'inbound',
    initiator: 'source',
    sourceCountry: 'ZZ',
    disposition: 'blocked',
    category: 'intrusion-attempts',
    severity: 'medium',
    format: 'suricata',
    eventId: `event-${offset}`,
    observer: 'sensor-1',
    source: { ip: '203.0.113.7', port: 40_001 },
    destination: { ip: '10.1.0.1', port: 443 },
    transport: 'tcp',
    rule: { id: '2001219', name: 'Scan of SSH', category: 'Attempted Information Leak' },
    vendorSeverity: 2,
    count: 1,
    originalBytes: 3,
    ...change,
  };
}

const kept = (offset: number, change: Partial<Evidence> = {}, original = 'raw'): KeptEvidence => {
  return { evidence: evidenceOf(offset, change), original };
};

/** A match of the source. */
function matchOf(id: string, scope: string[], change: Partial<IndicatorMatch['indicator']> = {}): IndicatorMatch {
  return {
    indicator: { id, type: 'ipv4-addr', value: '203.0.113.7', provider: 'us', tlp: 'AMBER', scope, ...change },
    matched: { field: 'source.ip', value: '203.0.113.7' },
  };
}

describe('evidence in Elasticsearch', () => {
  const names = indexNames(uniquePrefix());
  const client: Client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const stored = createStoredEvidence(client, names);
  const filter: EvidenceFilter = { from: DAY, to: DAY + 24 * HOUR, scope: 'centre' };

  beforeAll(() => installIndexTemplates(client, names));

  afterEach(async () => {
    const index = Object.keys(await client.indices.get({ index: `${names.evidence}-v1-*`, allow_no_indices: true }));
    if (index.length > 0) await client.indices.delete({ index });
  });

  afterAll(() => client.close());

  async function write(list: readonly KeptEvidence[]) {
    const outcomes = await createEvidenceStore(client, names).write(list);
    await client.indices.refresh({ index: names.evidence, ignore_unavailable: true });
    return outcomes;
  }

  async function offsets(more: Partial<EvidenceFilter> = {}): Promise<number[]> {
    return (await stored.page({ ...filter, ...more }, 50)).items.map(({ offset }) => offset);
  }

  it('has nothing before the first, and that is no error', async () => {
    expect(await stored.page(filter, 10)).toEqual({
      items: [],
      next: undefined,
      matched: { records: 0, atLeast: false },
    });
    expect(await stored.events(filter)).toBe(0);
    expect(await stored.one({ ...evidenceOf(1) }, 'centre')).toBeUndefined();
  });

  it.each(Object.entries(HOSTILE))('gives back %s as they came', async (_name, original) => {
    const hostile = { id: '__proto__', name: 'constructor \u202e\u0000\u2028', category: '=cmd()' };
    const outcomes = await write([
      kept(1, { rule: hostile, observer: '"; DROP', eventId: original.slice(0, 9) }, original),
    ]);
    expect(outcomes).toEqual([{ kind: 'written' }]);
    const found = await stored.one(evidenceOf(1), 'centre');
    expect(found?.original === original).toBe(true);
    expect(found?.evidence.rule).toEqual(hostile);
  });

  it('writes the same again without a trace', async () => {
    await write([kept(1), kept(2)]);
    expect(await write([kept(1), kept(2)])).toEqual([{ kind: 'written' }, { kind: 'written' }]);
    expect((await stored.page(filter, 10)).matched).toEqual({ records: 2, atLeast: false });
    expect((await stored.one(evidenceOf(2), 'centre'))?.evidence).toEqual(evidenceOf(2));
  });

  it('keeps an event whose address is none, and does not find it by one', async () => {
    const odd = { source: { ip: 'fe80::1%eth0', port: 70_000_000_000 }, destination: { ip: '10.1.0.x' } };
    expect(await write([kept(1, odd)])).toEqual([{ kind: 'written' }]);
    expect((await stored.one(evidenceOf(1), 'centre'))?.evidence).toMatchObject(odd);
    expect([await offsets(), await offsets({ address: '0.0.0.0/0' }), await offsets({ address: '::/0' })]).toEqual([
      [1],
      [],
      [],
    ]);
  });

  it('finds by rule, address and network of either side, agency, disposition and severity', async () => {
    await write([
      kept(1, { source: { ip: '203.0.113.7' }, rule: { id: '7' } }),
      kept(2, { source: { ip: '2001:db8:1::9' }, destination: { ip: '2001:db8:2::1' }, rule: { name: '7' } }),
      kept(3, { agency: 'taipei-2', disposition: 'allowed', severity: 'critical', rule: { id: '77', name: '7 7' } }),
      kept(4, { county: '65000', source: { ip: '198.51.100.4' }, destination: { ip: '203.0.113.200' } }),
    ]);
    const answers = {
      rule: await offsets({ rule: '7' }),
      longRule: await offsets({ rule: '7'.repeat(5_000) }),
      address: await offsets({ address: '203.0.113.7' }),
      mapped: await offsets({ address: '::ffff:198.51.100.4' }),
      network: await offsets({ address: '203.0.113.0/24' }),
      hostBits: await offsets({ address: '203.0.113.9/24' }),
      wide: await offsets({ address: '2001:db8::/32' }),
      one: await offsets({ address: '2001:DB8:2:0::1' }),
      all: await offsets({ address: '0.0.0.0/0' }),
      agency: await offsets({ agency: 'taipei-2' }),
      let: await offsets({ disposition: 'allowed', severity: 'critical' }),
      county: await offsets({ county: '65000' }),
      time: await offsets({ from: DAY + 2, to: DAY + 3 }),
      query: await offsets({ rule: '*' }),
      inject: await offsets({ agency: '{"match_all":{}}' }),
    };
    expect(answers).toEqual({
      rule: [2, 1],
      longRule: [],
      address: [3, 1],
      mapped: [4],
      network: [4, 3, 1],
      hostBits: [4, 3, 1],
      wide: [2],
      one: [2],
      all: [4, 3, 1],
      agency: [3],
      let: [3],
      county: [4],
      time: [2],
      query: [],
      inject: [],
    });
  });

  it('shows a county nothing of another, and finds nothing by an address that it may not see', async () => {
    const fromTheOther: Partial<Evidence> = {
      direction: 'internal',
      initiatorCounty: '65000',
      source: { ip: '10.8.0.9' },
    };
    await write([kept(1, fromTheOther), kept(2, { county: '65000' }), kept(3)]);
    const scope: Scope = { county: '63000' };
    expect(await offsets({ scope })).toEqual([3, 1]);
    expect(await offsets({ scope, county: '65000' })).toEqual([]);
    expect(await offsets({ scope, address: '10.8.0.9' })).toEqual([]);
    expect(await offsets({ scope, address: '10.0.0.0/8' })).toEqual([3, 1]);
    expect(await offsets({ address: '10.8.0.9' })).toEqual([1]);
    expect(await stored.one(evidenceOf(2), scope)).toBeUndefined();
    expect((await stored.one(evidenceOf(1), scope))?.evidence.offset).toBe(1);
  });

  it('gives back the indicators that an event names, under the names of ECS, and finds it by their ids', async () => {
    const network = matchOf('network', ['national'], { value: '203.0.113.0/24', confidence: 70, validFrom: DAY });
    const domain = matchOf('domain', ['63000', '65000'], {
      type: 'domain-name',
      value: '*.evil.example',
      validUntil: DAY,
    });
    const matches = [network, { ...domain, matched: { field: 'url.domain', value: 'www.evil.example' } }];
    const indicators = { set: 'hash', matches, over: 2 };
    await write([kept(1, { indicators }), kept(2, { indicators: { set: 'hash', matches: [] } }), kept(3)]);
    expect((await stored.one(evidenceOf(1), 'centre'))?.evidence.indicators).toEqual(indicators);
    expect((await stored.one(evidenceOf(2), 'centre'))?.evidence.indicators).toEqual({ set: 'hash', matches: [] });
    expect((await stored.one(evidenceOf(3), 'centre'))?.evidence.indicators).toBeUndefined();
    const byName = await Promise.all(
      ['network', 'domain', 'Network', 'net*', ''].map((indicator) => offsets({ indicator })),
    );
    expect(byName).toEqual([[1], [1], [], [], []]);
    const { hits } = await client.search<{ threat: unknown }>({
      index: names.evidence,
      query: { term: { offset: 1 } },
    });
    expect(hits.hits[0]?._source?.threat).toMatchObject({
      enrichments: [
        {
          indicator: {
            id: 'network',
            name: '203.0.113.0/24',
            confidence: 'High',
            marking: { tlp: 'AMBER', tlp_version: '2.0' },
          },
          matched: { field: 'source.ip', atomic: '203.0.113.7', type: 'indicator_match_rule' },
        },
        { indicator: { type: 'domain-name', url: { domain: '*.evil.example' } }, matched: { field: 'url.domain' } },
      ],
    });
  });

  it('lets no county find an event by an indicator that it may not learn of', async () => {
    const of = (offset: number, matches: IndicatorMatch[], change: Partial<Evidence> = {}): KeptEvidence =>
      kept(offset, { ...change, indicators: { set: 'hash', matches } });
    const internal: Partial<Evidence> = { direction: 'internal', initiatorCounty: '65000' };
    const onDestination = { ...matchOf('x', ['national']), matched: { field: 'destination.ip', value: '10.1.0.1' } };
    await write([
      of(1, [matchOf('x', ['national'])]),
      of(2, [matchOf('x', ['63000'])]),
      of(3, [matchOf('x', ['65000']), matchOf('y', ['63000'])]),
      of(4, [matchOf('x', ['centre']), matchOf('y', ['national'])]),
      of(5, [matchOf('x', ['national'])], internal),
      of(6, [onDestination], internal),
      of(7, [onDestination], { ...internal, initiator: 'destination' }),
      of(8, [{ ...onDestination, matched: { field: 'url.domain', value: 'a.example' } }], internal),
      of(9, [matchOf('x', ['national'])], { county: '65000' }),
    ]);
    expect(await offsets({ indicator: 'x' })).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(await offsets({ indicator: 'x', scope: { county: '63000' } })).toEqual([6, 2, 1]);
    expect(await offsets({ indicator: 'x', scope: { county: '65000' } })).toEqual([9]);
    expect(await offsets({ indicator: 'y', scope: { county: '63000' } })).toEqual([4, 3]);
  });

  it('finds nothing by an indicator in an index of an earlier release, and that is no error', async () => {
    const name = `${names.evidence}-v1-2026.11.21`;
    await client.indices.create({
      index: name,
      mappings: { dynamic: false, properties: { '@timestamp': { type: 'date' } } },
    });
    await write([kept(1, { indicators: { set: 'hash', matches: [matchOf('x', ['national'])] } })]);
    expect(await offsets({ indicator: 'x', from: DAY - 24 * HOUR })).toEqual([1]);
  });

  it('pages through events of the same instant, each once, over indices of days', async () => {
    const list = Array.from({ length: 25 }, (_unused, offset) => {
      return kept(offset, { partition: offset % 3, time: DAY + (offset % 2) * 23 * HOUR, count: 2 });
    });
    await write([...list, kept(99, { time: DAY + 24 * HOUR })]);
    const seen: string[] = [];
    const whole = { ...filter, to: DAY + 48 * HOUR };
    let next: EvidenceCursor | undefined;
    do {
      const page = await stored.page(whole, 7, next);
      seen.push(...page.items.map(({ partition, offset }) => `${partition}/${offset}`));
      ({ next } = page);
    } while (next !== undefined);
    expect([seen[0], seen.length, new Set(seen).size]).toEqual(['0/99', 26, 26]);
    expect(await stored.events(filter)).toBe(50);
    expect(await stored.events({ ...filter, rule: 'none of them' })).toBe(50);
  });

  it('counts and names what Elasticsearch will never take, and takes the rest', async () => {
    const mappings = { properties: { originalBytes: { type: 'boolean' as const } } };
    await client.indices.create({ index: `${names.evidence}-v1-2026.11.21`, mappings });
    await installIndexTemplates(client, names);
    const outcomes = await write([kept(1, { time: DAY - 1 }), kept(2)]);
    expect(outcomes).toEqual([
      { kind: 'refused', reason: expect.stringContaining('originalBytes') },
      { kind: 'written' },
    ]);
    expect(await offsets({ from: DAY - HOUR })).toEqual([2]);
  });
});
