import type { AuditChainAnswer, AuditItem } from '@lianfang/contract';
import { makeFormats } from '@lianfang/screen/kit';
import { dayBegins } from './audit-filters';
import { withNewest } from './audit-list';
import { verdictOf } from './chain-card';
import { auditCsv } from './csv';
import { leftWord } from './investigation-card';
import { outcomeOf } from './investigation-step';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

const NOW = Date.UTC(2026, 10, 22, 14);
const HOUR = 3_600_000;
const t = (key: string): string => key;

function item(id: string, changes: Partial<AuditItem> = {}): AuditItem {
  return {
    id,
    at: NOW,
    actor: { kind: 'person', subject: null, name: 'A', roles: ['central-lead'], county: null },
    action: 'read',
    county: '66000',
    capability: 'evidence.read',
    what: 'GET /api/v1/evidence',
    thing: null,
    purpose: null,
    investigation: null,
    hash: 'ab',
    ...changes,
  };
}

it.each([
  [2, 'inv.leftTomorrow'],
  [1, 'inv.leftToday'],
  [24, 'inv.left'],
  [-1, 'inv.left'],
])('says of a seal that ends in %d hours, at 22:00 in Taipei, on which day: %s', (hours, word) => {
  expect(leftWord(NOW + hours * HOUR, NOW)).toBe(word);
});

describe('verdictOf', () => {
  const verdict = (checked: AuditChainAnswer['checked']) =>
    verdictOf({ checked, head: null, keptUntil: null }, NOW, { t, formats: makeFormats('en') });

  it.each([
    ['good', 3, true],
    ['late', 27, true],
    // What was found broken stays broken, however old the news.
    ['bad', 3, false],
    ['bad', 27, false],
  ])('is %s %d hours after a check that found it whole: %s', (tone, hours, isWhole) => {
    expect(verdict({ at: NOW - hours * HOUR, isWhole, entries: null, faults: [] }).tone).toBe(tone);
  });

  it('is no good news before the first check', () => {
    expect(verdict(null)).toMatchObject({ tone: 'none', word: 'chain.unchecked' });
  });
});

describe('withNewest', () => {
  const ids = (known: string, newest: string): string =>
    withNewest(
      [...known].map((id) => item(id)),
      [...newest].map((id) => item(id)),
    )
      .map(({ id }) => id)
      .join('');

  it('puts the newest page on top of what is there', () => {
    expect(ids('cba', 'edc')).toBe('edcba');
    expect(ids('', 'edc')).toBe('edc');
  });

  it('forgets what is there where the two no longer meet, so that no gap looks whole', () => {
    expect(ids('cba', 'gfe')).toBe('gfe');
  });
});

describe('the file', () => {
  it('has a mark, a head and one line for each entry', () => {
    const text = auditCsv([item('a', { purpose: '例行查核' }), item('b')], { t, place: (code) => code ?? 'centre' });
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\uFEFF"csv\.at","csv\.name"/);
    expect(lines[1]).toBe(
      '"2026-11-22T14:00:00.000Z","A","central-lead","centre","read","66000","evidence.read","GET /api/v1/evidence","","例行查核","ab"',
    );
  });
});

describe('dayBegins', () => {
  it('is midnight in Taipei, and nothing where no day is chosen', () => {
    expect(dayBegins('2026-11-22')).toBe('2026-11-21T16:00:00.000Z');
    expect(dayBegins('2026-11-22', 1)).toBe('2026-11-22T16:00:00.000Z');
    expect(dayBegins('')).toBeUndefined();
  });
});

describe('outcomeOf', () => {
  const problem = (status: number, title: string) =>
    ({ kind: 'problem', problem: { type: '', title, status, detail: '', requestId: '' } }) as const;

  it.each([
    [problem(403, 'A stronger sign-in is needed'), 'stronger'],
    [problem(403, 'Not for this role'), 'conflict'],
    [problem(409, 'Conflict'), 'conflict'],
    [problem(400, 'Bad question'), 'invalid'],
    [problem(503, 'Away'), 'failed'],
    [{ kind: 'unreachable' } as const, 'failed'],
  ])('says what becomes of a step: %j', (answer, outcome) => {
    expect(outcomeOf(answer)).toBe(outcome);
  });
});

it('has words with the same keys and the same gaps in both languages, and writes 臺, never 台', () => {
  expect(Object.keys(en)).toEqual(Object.keys(zhHantTw));
  const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const [key, text] of Object.entries(zhHantTw))
    expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
  expect(Object.values(zhHantTw).join('')).not.toContain('台');
});
