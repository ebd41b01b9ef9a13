import type { Evidence, EvidencePage, KeptEvidence } from '@lianfang/contract';
import type { CountedQuestion, EvidenceCursor, EvidenceFilter } from '@lianfang/store';
import { NameSeal } from '@lianfang/platform/seal';
import { QuestionGate } from '../api/question-gate';
import { EventNames } from './event-names';
import { EvidenceDesk, type EvidenceSource } from './evidence-desk';

const NOON = Date.parse('2026-11-22T12:00:00+08:00');
const MINUTE = 60_000;
const RANGE = { from: '2026-11-22T12:00:10+08:00', to: '2026-11-22T12:04:10+08:00' };
const EVENT: Evidence = {
  topic: 'gsn.threat-events',
  epoch: 2,
  partition: 3,
  chunk: '0.0',
  offset: 77,
  time: NOON,
  logTime: NOON + 5,
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
  eventId: '9',
  observer: 'new-taipei-fw',
  source: { ip: '10.8.0.1', port: 4_000 },
  destination: { ip: '10.1.0.1' },
  rule: { id: '1' },
  count: 1,
  originalBytes: 27,
};
const ORIGINAL = '{"src_ip":"10.8.0.1","\u202e":1}';
const ID = 'gsn.threat-events.2.3.77';

/** A desk over one event, and what it asked for. */
function desk(change: Partial<EvidenceSource> = {}) {
  const asked: { filter: EvidenceFilter; size: number; after: EvidenceCursor | undefined }[] = [];
  const counted: CountedQuestion[] = [];
  const kept: KeptEvidence = { evidence: EVENT, original: ORIGINAL };
  const made = new EvidenceDesk({
    names: new EventNames(new NameSeal([{ id: 'k', bytes: new Uint8Array(32).fill(7) }])),
    stored: {
      page: async (filter, size, after) => {
        asked.push({ filter, size, after });
        return {
          items: [EVENT],
          next: [NOON, 77, 3, 'gsn.threat-events', 2],
          matched: { records: 20, atLeast: false },
        };
      },
      one: async ({ offset }) => (offset === EVENT.offset ? kept : undefined),
      events: async () => 180,
    },
    counted: async (question) => {
      counted.push(question);
      return 4_311;
    },
    dropped: async () => [],
    droppedEvidence: async () => [],
    openPeriods: () => [],
    freshness: () => ({ state: 'live', asOf: NOON, pending: 0 }),
    asOf: () => NOON - 1,
    isCounty: (code) => code === '63000' || code === '65000',
    gate: new QuestionGate(),
    ...change,
  });
  const list = (query: object = {}, scope: Parameters<EvidenceDesk['list']>[1] = 'centre'): Promise<EvidencePage> =>
    made.list({ ...RANGE, ...query }, scope);
  return { made, list, asked, counted };
}

describe('EvidenceDesk', () => {
  it('answers whole minutes, and how much of what was counted is kept', async () => {
    const { list, asked, counted } = desk();
    const page = await list({ county: '63000', agency: 'taipei-1', rule: '1', size: '5' });
    expect(page).toMatchObject({
      county: '63000',
      from: NOON,
      to: NOON + 5 * MINUTE,
      items: [{ id: ID, masked: null, transport: null, source: { ip: '10.8.0.1' }, destination: { port: null } }],
      matched: { records: 20, atLeast: false },
      among: { counted: 4_311, kept: 180, notKept: 4_131 },
      asOf: NOON - 1,
      freshness: { state: 'live' },
    });
    expect(asked).toMatchObject([
      { size: 5, filter: { from: NOON, to: NOON + 5 * MINUTE, scope: 'centre', rule: '1' } },
    ]);
    expect(counted).toMatchObject([{ county: '63000', agency: 'taipei-1', cut: { minutes: [{ from: NOON }] } }]);
    expect(counted[0]).not.toHaveProperty('rule');
  });

  it('asks for the events that name an indicator, and says which each of them names', async () => {
    const { list, asked } = desk();
    expect((await list({ indicator: 'indicator--1' })).items[0]).toMatchObject({ indicators: null });
    expect(asked[0]?.filter).toMatchObject({ indicator: 'indicator--1', scope: 'centre' });
    const match = {
      indicator: { id: 'x', type: 'ipv4-addr', value: '10.8.0.1', provider: 'us', tlp: 'AMBER', scope: ['65000'] },
      matched: { field: 'source.ip', value: '10.8.0.1' },
    } as const;
    const indicators = { set: 'hash', matches: [{ ...match, indicator: { ...match.indicator, scope: ['65000'] } }] };
    const naming = desk({
      stored: {
        page: async () => ({
          items: [{ ...EVENT, indicators }],
          next: undefined,
          matched: { records: 1, atLeast: false },
        }),
        one: async () => ({ evidence: { ...EVENT, indicators }, original: ORIGINAL }),
        events: async () => 1,
      },
    });
    const forCentre = { set: 'hash', matches: [match], over: null };
    expect((await naming.list()).items[0]?.indicators).toEqual(forCentre);
    expect((await naming.made.open(ID, 'centre')).indicators).toEqual(forCentre);
    const forCounty = { set: null, matches: [], over: null };
    expect((await naming.list({}, { county: '63000' })).items[0]?.indicators).toEqual(forCounty);
    expect((await naming.made.open(ID, { county: '63000' })).indicators).toEqual(forCounty);
  });

  it('goes on from a cursor, and refuses one that it did not give', async () => {
    const { list, asked } = desk();
    const { cursor } = await list();
    await list({ cursor });
    expect(asked[1]?.after).toEqual([NOON, 77, 3, 'gsn.threat-events', 2]);
    const strange = [['a'], {}, [1, 2, 3, 'x'], [1, 2, 3, { $gt: '' }, 5]];
    for (const value of ['!', ...strange.map((made) => Buffer.from(JSON.stringify(made)).toString('base64url'))]) {
      await expect(list({ cursor: value })).rejects.toMatchObject({ status: 400, message: /not one of ours/ });
    }
  });

  it('says nothing of what was counted where rows do not know it', async () => {
    expect((await desk({ counted: async () => undefined }).list()).among).toBeNull();
    const dropped = async () => [{ from: NOON - MINUTE, to: NOON + MINUTE }];
    expect((await desk({ dropped }).list()).among).toBeNull();
  });

  it('refuses a range of which evidence was dropped, and says from when on there is some', async () => {
    const droppedEvidence = async () => [{ from: NOON - 86_400_000, to: NOON + 1_000 }];
    await expect(desk({ droppedEvidence }).list()).rejects.toMatchObject({
      status: 400,
      message: 'Events are no longer kept before 2026-11-22T04:00:01.000Z. Ask from then on.',
    });
  });

  it('gives a county its own events only, with the other side masked', async () => {
    const { list, made, asked, counted } = desk();
    const page = await list({}, { county: '63000' });
    expect(page.items).toMatchObject([{ masked: 'source', source: { ip: null }, observer: null, eventId: null }]);
    expect(asked[0]?.filter).toMatchObject({ scope: { county: '63000' }, county: '63000' });
    expect(counted[0]).toMatchObject({ county: '63000' });
    // Between two of its own ids lie the offsets of all others.
    const [item] = page.items;
    expect(item?.id).not.toMatch(/77|threat/);
    expect(Buffer.from(page.cursor ?? '', 'base64url').toString()).not.toMatch(/77|threat/);
    expect(await made.open(item?.id ?? '', { county: '63000' })).toMatchObject({ id: item?.id });
    await expect(made.open(item?.id ?? '', { county: '65000' })).rejects.toMatchObject({ status: 404 });
    await list({ cursor: page.cursor ?? '' }, { county: '63000' });
    expect(asked.at(-1)?.after).toEqual([NOON, 77, 3, 'gsn.threat-events', 2]);
    const record = await made.open(ID, { county: '63000' });
    expect(record).toMatchObject({ original: null, shown: '', shortened: false, masked: 'source' });
    expect(JSON.stringify([page, record])).not.toMatch(/10\.8\.0\.1|65000|new-taipei/);
    await expect(list({ county: '65000' }, { county: '63000' })).rejects.toMatchObject({ status: 404 });
    await expect(made.open(ID, { county: '65000' })).rejects.toMatchObject({ status: 404 });
  });

  it('opens one event with its record, exactly and inert', async () => {
    const record = await desk().made.open(ID, 'centre');
    expect(record).toMatchObject({ id: ID, original: ORIGINAL, shortened: false });
    expect(record.shown).toBe('{"src_ip":"10.8.0.1","⟦U+202E⟧":1}');
  });

  it.each([
    'x',
    '__proto__',
    'gsn.threat-events.2.3.78',
    'gsn.threat-events.2.3.-1',
    'a/1/0/1',
    `${'9'.repeat(400)}.1.1.1`,
  ])('has no event %s', async (id) => {
    await expect(desk().made.open(id, 'centre')).rejects.toMatchObject({ status: 404 });
  });

  it.each([{ county: '99999' }, { county: '10002' }])('has no county %j', async (query) => {
    await expect(desk().list(query)).rejects.toMatchObject({ status: 404 });
  });

  it('says what to ask for', async () => {
    const { list } = desk();
    await expect(list({ address: '10.0.0.0/99' })).rejects.toMatchObject({
      status: 400,
      message: /address: must be an address or a network such as 10\.0\.0\.0\/8/,
    });
  });
});
