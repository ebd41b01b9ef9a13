import type { EvidenceItem } from '@lianfang/contract';
import { makeFormats } from '@lianfang/screen/kit';
import { eventFacts, eventSentence } from './event-facts';
import { fieldOf, instantOf } from './evidence-bar';
import { questionOf, readAddress } from './evidence-address';
import { evidenceLine, type LineTools } from './evidence-line';
import { inertParts, inertText } from './inert';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

/** 22:00:14 in Taipei. */
const NOW = Date.UTC(2026, 10, 22, 14, 0, 14);
const ITEM: EvidenceItem = {
  id: 'gsn.threat-events.1.2.3',
  time: NOW,
  logTime: NOW + 61_000,
  county: '66000',
  agency: 'portal',
  direction: 'internal',
  initiator: 'source',
  initiatorCounty: null,
  sourceCountry: 'TW',
  disposition: 'blocked',
  category: 'intrusion-attempts',
  severity: 'high',
  format: 'suricata',
  eventId: null,
  observer: null,
  source: { ip: null, port: null },
  destination: { ip: '2001:db8::1', port: 443 },
  transport: 'tcp',
  rule: { id: '1', name: 'a \u202e rule', category: null },
  vendorSeverity: null,
  count: 24,
  originalBytes: 10,
  indicators: null,
  masked: 'source',
};
const TOOLS: LineTools = {
  t: (key, params) =>
    Object.entries(params ?? {}).reduce<string>(
      (text, [name, value]) => text.replace(`{{${name}}}`, String(value)),
      (zhHantTw as Record<string, string>)[key] ?? key,
    ),
  formats: makeFormats('zh-Hant-TW'),
  place: () => '臺中市',
  agency: () => '政府入口網',
  tellsCounty: true,
};

describe('the words of the page', () => {
  it('have the same keys and the same gaps in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhHantTw).sort());
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zhHantTw)) {
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
    }
  });

  it('write 臺, never 台', () => {
    expect(Object.values(zhHantTw).join('')).not.toContain('台');
  });
});

describe('readAddress', () => {
  it('asks for the last hour where the address says nothing', () => {
    expect(questionOf(readAddress({}), NOW)).toEqual({
      from: '2026-11-22T13:00:14.000Z',
      to: '2026-11-22T14:00:14.000Z',
    });
  });

  it.each([
    ['today', '2026-11-21T16:00:00.000Z'],
    ['24h', '2026-11-21T14:00:14.000Z'],
    ['7d', '2026-11-15T14:00:14.000Z'],
  ])('reads the range %s', (range, from) => {
    expect(questionOf(readAddress({ range }), NOW)).toMatchObject({ from, to: '2026-11-22T14:00:14.000Z' });
  });

  it('never asks for a range without a minute, at midnight in Taipei', () => {
    const midnight = Date.UTC(2026, 10, 22, 16);
    expect(questionOf(readAddress({ range: 'today' }), midnight)).toEqual({
      from: '2026-11-22T16:00:00.000Z',
      to: '2026-11-22T16:01:00.000Z',
    });
  });

  it('reads instants with their zone, and takes the parts along', () => {
    const asked = readAddress({ from: '2026-11-20T08:00:00+08:00', to: '2026-11-21T00:00:00Z', rule: 'x', event: 'e' });
    expect(asked).toMatchObject({ range: 'absolute', wrong: [], event: 'e' });
    expect(questionOf(asked, NOW)).toEqual({
      from: '2026-11-20T00:00:00.000Z',
      to: '2026-11-21T00:00:00.000Z',
      rule: 'x',
    });
  });

  it.each<[Record<string, string>, string[]]>([
    [{ county: 'taipei' }, ['county']],
    [{ severity: 'dire', disposition: '__proto__' }, ['disposition', 'severity']],
    [{ address: '10.0.0' }, ['address']],
    [{ range: 'year' }, ['range']],
    [{ from: 'yesterday' }, ['from']],
    [{ from: '2026-11-22T00:00:00' }, ['from']],
    [{ from: '2026-11-22T00:00:00Z', to: '2026-11-21T00:00:00Z' }, ['range']],
    [{ from: '2026-01-01T00:00:00Z', to: '2026-11-21T00:00:00Z' }, ['range']],
  ])('names what it cannot read of %j', (params, wrong) => {
    expect(readAddress(params).wrong).toEqual(wrong);
  });

  it('leaves out what is empty, and an event that no id is so long for', () => {
    expect(readAddress({ county: '', event: 'x'.repeat(2_000) })).toMatchObject({ parts: {}, event: null, wrong: [] });
  });
});

it('writes instants into fields as Taipei has them, and reads them back', () => {
  expect(fieldOf(NOW)).toBe('2026-11-22T22:00');
  expect(instantOf('2026-11-22T22:00')).toBe('2026-11-22T22:00:00+08:00');
  expect(instantOf('')).toBeUndefined();
});

describe('inertText', () => {
  it('writes out what does not print or turns its neighbours, and what pretends to be written out', () => {
    expect(inertText('a\u202eb\u001b[31m\u200b⟦臺\u3000 \u00a0')).toBe(
      'a⟦U+202E⟧b⟦U+001B⟧[31m⟦U+200B⟧⟦U+27E6⟧臺\u3000 ⟦U+00A0⟧',
    );
    expect(inertText(`e${'\u0301'.repeat(5)}`)).toBe('e\u0301\u0301\u0301⟦U+0301⟧⟦U+0301⟧');
    expect(inertText('lone \udc00 <b>')).toBe('lone \ufffd <b>');
  });

  it('is told from what was there', () => {
    expect(inertParts('a⟦U+202E⟧b')).toEqual([
      { text: 'a', named: false },
      { text: '⟦U+202E⟧', named: true },
      { text: 'b', named: false },
    ]);
  });
});

describe('an event in words', () => {
  it('says of a line whose it is, and does not show the host of another county', () => {
    expect(evidenceLine(ITEM, TOOLS)).toMatchObject({
      source: { address: '其他縣市的主機', port: '', masked: true },
      destination: { address: '[2001:db8::1]', port: ':443', masked: false },
      severity: '高',
      sign: '▲',
      agency: '政府入口網',
      county: '臺中市',
      count: '×24',
    });
  });

  it('says what happened in one sentence, from who opened the connection', () => {
    expect(eventSentence(ITEM, TOOLS)).toBe(
      '其他縣市的主機 與臺中市 政府入口網 [2001:db8::1]:443 之間的入侵嘗試，偵測器已阻擋。 此筆紀錄代表 24 件事件。',
    );
    const outbound = {
      ...ITEM,
      direction: 'outbound',
      initiator: 'destination',
      masked: null,
      source: { ip: '192.0.2.1', port: 80 },
      disposition: 'allowed',
      count: 1,
    } as const;
    expect(eventSentence(outbound, TOOLS)).toBe(
      '臺中市 政府入口網 [2001:db8::1] 對外連線至 192.0.2.1:80（入侵嘗試），可能已遭入侵；偵測器已放行。',
    );
  });

  it('gives the fields by groups under their names in ECS, without what is not known', () => {
    const groups = eventFacts(ITEM, TOOLS);
    expect(groups.map(({ title }) => title)).toEqual(['事件', '來源端', '目的端', '規則', '偵測器', '時間（臺北）']);
    const fields = Object.fromEntries(groups.flatMap(({ facts }) => facts.map(({ field, value }) => [field, value])));
    expect(fields).toMatchObject({
      'source.ip': '其他縣市的主機',
      'destination.ip': '2001:db8::1',
      'rule.name': 'a \u202e rule',
      '@timestamp': '11 月 22 日 22:00:14',
      'event.ingested − @timestamp': '1 分鐘',
    });
    expect(Object.keys(fields)).not.toContain('observer.name');
    expect(Object.keys(fields)).not.toContain('source.port');
  });
});
