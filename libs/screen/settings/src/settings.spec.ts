import { countySettingsOrder, unsetCountySettings, type CountySettingsAnswer } from '@lianfang/contract';
import { agencyRows, isFound } from './agency-rows';
import { levelRanges } from './level-ranges';
import { draftOf, orderOf, orderOfSettings } from './settings-draft';
import { changedParts, isSameOrder, mergedOrder } from './settings-parts';
import { problemsOf } from './settings-problems';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

const OFFICE = { zh: '資通安全科', en: 'Cyber Security' };
const TAX = { zh: '地方稅務局', en: 'Local Tax Bureau' };
const OWN = { zh: '地稅局', en: 'Tax' };
const CONTACT = {
  name: '張雅婷',
  duty: '資安專責人員',
  phone: '04-2228-9111',
  email: null,
  reachable: 'always',
} as const;
const SETTINGS: CountySettingsAnswer = {
  ...unsetCountySettings('66000'),
  office: OFFICE,
  contacts: [CONTACT],
  thresholds: { steady: 85, watch: 65, strained: 45 },
  agencyNames: { tax: OWN, archives: { zh: '檔案館', en: 'Archives' } },
  revision: 4,
  directoryNames: { tax: TAX, police: { zh: '警察局', en: 'Police' }, '10': { zh: '第十', en: 'Tenth' } },
};
const ORDER = orderOfSettings(SETTINGS);

describe('the words of the page', () => {
  it('have the same keys and the same gaps in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zhHantTw));
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zhHantTw)) {
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
    }
  });

  it('write 臺, never 台', () => {
    expect(Object.values(zhHantTw).join('')).not.toContain('台');
  });
});

describe('what is written', () => {
  it('is at first what is set, and nothing is lost by it', () => {
    expect(orderOf(draftOf(SETTINGS), SETTINGS)).toEqual(ORDER);
    const unset = { ...unsetCountySettings('66000'), directoryNames: {} };
    expect(orderOf(draftOf(unset), unset)).toEqual(orderOfSettings(unset));
  });

  it('counts for nothing where it is empty, or the directory’s own', () => {
    const draft = draftOf(SETTINGS);
    const order = orderOf(
      {
        ...draft,
        office: { zh: ' ', en: '' },
        names: { tax: { zh: ' 地方稅務局', en: 'Local Tax Bureau ' }, police: { zh: '', en: ' ' } },
        hasOwnThresholds: false,
        thresholds: { steady: 'x', watch: '', strained: '-1' },
        contacts: draft.contacts.map((contact) => ({ ...contact, name: ' 張雅婷 ', email: ' ' })),
      },
      SETTINGS,
    );
    expect(order).toEqual({ office: null, agencyNames: {}, thresholds: null, contacts: [CONTACT], revision: 4 });
  });

  it.each(['7x', '', '1.5', '-3', '1e2', '101', '0'])('is no threshold: %j', (text) => {
    const draft = { ...draftOf(SETTINGS), thresholds: { steady: '85', watch: '65', strained: text } };
    const problems = problemsOf(orderOf(draft, SETTINGS), draft);
    expect(problems.map(({ field, word }) => [field, word])).toEqual([
      ['threshold-strained', 'settings.wrong.threshold'],
    ]);
  });
});

describe('what is wrong', () => {
  const draft = draftOf(SETTINGS);
  const wordsOf = (changed: typeof draft): string[][] =>
    problemsOf(orderOf(changed, SETTINGS), changed).map(({ field, word }) => [field, word]);

  it('is nothing in what is set', () => {
    expect(wordsOf(draft)).toEqual([]);
  });

  it('is said of each field once, in the order of the page', () => {
    const blank = { key: 7, name: '', duty: 'x'.repeat(61), phone: '', email: '', reachable: 'always' } as const;
    const changed = {
      ...draft,
      office: { zh: '', en: 'Office\u0007' },
      contacts: [{ ...blank, name: 'x', duty: 'y' }, ...draft.contacts, blank],
      thresholds: { steady: '60', watch: '60', strained: '70' },
      names: { tax: { zh: 'x'.repeat(121), en: '' } },
    };
    expect(wordsOf(changed)).toEqual([
      ['office-zh', 'settings.wrong.bothLanguages'],
      ['office-en', 'settings.wrong.plain'],
      ['contact-7-phone', 'settings.wrong.noWay'],
      ['contact-7-name', 'settings.wrong.empty'],
      ['contact-7-duty', 'settings.wrong.tooLong'],
      ['threshold-watch', 'settings.wrong.descend'],
      ['agency-tax-zh', 'settings.wrong.tooLong'],
      ['agency-tax-en', 'settings.wrong.bothLanguages'],
    ]);
  });

  it('finds everything that the contract refuses', () => {
    const changes = [
      { office: { zh: 'x', en: '' } },
      { contacts: [{ ...draft.contacts[0], key: 0, email: 'nobody' }] },
      { thresholds: { steady: '90', watch: '50', strained: '50' } },
      { names: { tax: { zh: 'a\nb', en: 'c' } } },
    ];
    for (const change of changes) {
      const changed = { ...draft, ...change } as typeof draft;
      expect(countySettingsOrder.safeParse(orderOf(changed, SETTINGS)).success).toBe(false);
      expect(wordsOf(changed)).toHaveLength(1);
    }
  });
});

describe('two changes at once', () => {
  const mine = { ...ORDER, office: { zh: '資安科', en: 'Security' }, agencyNames: { tax: OWN } };
  const theirs = {
    ...ORDER,
    office: null,
    thresholds: null,
    agencyNames: { ...ORDER.agencyNames, police: { zh: '市警局', en: 'Police' } },
    revision: 5,
  };

  it('are told apart by part, and by who changed it', () => {
    expect(changedParts(ORDER, mine, theirs)).toEqual([
      { part: 'office', who: 'both' },
      { part: 'thresholds', who: 'theirs' },
      { part: 'agency:archives', who: 'mine' },
      { part: 'agency:police', who: 'theirs' },
    ]);
    expect(changedParts(ORDER, theirs, theirs)).toEqual([]);
  });

  it('are put together: mine, and what they alone changed', () => {
    expect(mergedOrder(ORDER, mine, theirs)).toEqual({
      office: mine.office,
      thresholds: null,
      contacts: [CONTACT],
      agencyNames: { tax: OWN, police: { zh: '市警局', en: 'Police' } },
      revision: 5,
    });
  });

  it('are none where only keys stand in another order', () => {
    const { zh, en: english } = OFFICE;
    expect(isSameOrder(ORDER, { ...ORDER, office: { en: english, zh }, revision: 9 })).toBe(true);
    expect(isSameOrder(ORDER, { ...ORDER, contacts: [...ORDER.contacts, CONTACT] })).toBe(false);
  });
});

describe('agencies', () => {
  const order = (one: { zh: string }, other: { zh: string }): number => (one.zh < other.zh ? -1 : 1);

  it('stand in one order while somebody writes: unknown ones, named ones, then the rest', () => {
    const ids = (names: typeof SETTINGS.agencyNames): string[] =>
      agencyRows(SETTINGS, names, order).map(({ id }) => id);
    expect(ids(SETTINGS.agencyNames)).toEqual(['archives', 'tax', '10', 'police']);
    expect(ids({ ...SETTINGS.agencyNames, police: OWN })).toEqual(['archives', 'tax', '10', 'police']);
    expect(ids({})).toEqual(['tax', '10', 'police']);
  });

  it('are found by id and by either name, in either language', () => {
    const rows = agencyRows(SETTINGS, SETTINGS.agencyNames, order);
    const found = (search: string): string[] => rows.filter((row) => isFound(row, search)).map(({ id }) => id);
    expect(found('地稅')).toEqual(['tax']);
    expect(found('LOCAL bureau')).toEqual(['tax']);
    expect(found('archives')).toEqual(['archives']);
    expect(found('')).toHaveLength(4);
  });
});

it('cuts 0 to 100 into four ranges without a gap', () => {
  const ranges = levelRanges({ steady: 100, watch: 65, strained: 1 });
  expect(ranges.map(({ level, from, to }) => `${level} ${from}-${to}`)).toEqual([
    'critical 0-0',
    'strained 1-64',
    'watch 65-99',
    'steady 100-100',
  ]);
});
