import type { AuditItem } from '@lianfang/contract';
import { deedWords, isOutside, viewWords } from './deed-words';
import { foldDeeds } from './fold-deeds';
import { countOnlookers } from './onlooker-count';
import { DEED_WORDS } from './words';

const QUARTER = 15 * 60_000;
const NOON = Date.UTC(2026, 10, 22, 4, 0);
const ANALYST: AuditItem['actor'] = {
  kind: 'person',
  subject: null,
  name: 'A',
  roles: ['central-analyst'],
  county: null,
};
const OWN: AuditItem['actor'] = { ...ANALYST, name: 'B', roles: ['county-manager'], county: '66000' };

function item(id: string, changes: Partial<AuditItem> = {}): AuditItem {
  return {
    id,
    at: NOON,
    actor: ANALYST,
    action: 'read',
    county: '66000',
    capability: 'evidence.read',
    what: 'GET /api/v1/evidence',
    thing: null,
    purpose: null,
    investigation: null,
    hash: '0'.repeat(64),
    ...changes,
  };
}

describe('foldDeeds', () => {
  const foldsOf = (items: readonly AuditItem[]) => foldDeeds(items).map((line) => line.items.map(({ id }) => id));

  it('makes one line of one person, capability and quarter of an hour, newest first', () => {
    const between = item('b', { capability: 'county.read' });
    expect(foldsOf([item('a'), between, item('c', { at: NOON + 1 })])).toEqual([['a', 'c'], ['b']]);
  });

  it.each<[string, Partial<AuditItem>]>([
    ['another quarter', { at: NOON - 1 }],
    ['the next quarter', { at: NOON + QUARTER }],
    ['somebody else', { actor: { ...ANALYST, name: 'C' } }],
    ['an export', { action: 'exported' }],
    ['every county', { county: 'every' }],
  ])('keeps apart: %s', (_what, changes) => {
    expect(foldsOf([item('a'), item('b', changes)])).toEqual([['a'], ['b']]);
  });
});

describe('countOnlookers', () => {
  it('counts people and programs from outside once each, and says when there is more', () => {
    const program = item('c', { actor: { ...ANALYST, kind: 'machine', name: 'P' } });
    const items = [item('a'), item('b'), program, item('d', { actor: OWN })];
    expect(countOnlookers({ items, sealed: 0, cursor: null }, '66000')).toEqual({ all: 2, programs: 1, isWhole: true });
    expect(countOnlookers({ items, sealed: 0, cursor: 'x' }, '66000').isWhole).toBe(false);
  });
});

describe('isOutside', () => {
  it('is nobody of the county, and nobody who is unknown', () => {
    expect(isOutside(item('a'), '66000')).toBe(true);
    expect(isOutside(item('a', { actor: OWN }), '66000')).toBe(false);
    expect(isOutside(item('a', { actor: OWN }), '63000')).toBe(true);
    expect(isOutside(item('a', { actor: { ...OWN, kind: 'nobody', county: null } }), '66000')).toBe(false);
  });
});

describe('the words of what was done', () => {
  const t = (key: string, params?: Readonly<Record<string, string | number>>): string =>
    (DEED_WORDS['zh-Hant-TW'] as Record<string, string>)[key]?.replace('{{what}}', String(params?.['what'])) ?? key;

  it('say it as a manager would, and keep the code of what they do not know', () => {
    expect(deedWords(item('a'), t)).toBe('查閱事件存證');
    expect(deedWords(item('a', { capability: 'new.read' }), t)).toBe('查閱new.read');
    expect(deedWords(item('a', { capability: null, what: 'toString' }), t)).toBe('查閱toString');
    expect(viewWords(item('a'), t)).toBe('存證清單');
    expect(viewWords(item('a', { what: 'GET /new' }), t)).toBe('');
  });

  it('have the same keys and the same gaps in both languages, and write 臺, never 台', () => {
    const { en, 'zh-Hant-TW': zh } = DEED_WORDS;
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zh))
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
    expect(Object.values(zh).join('')).not.toContain('台');
  });
});
