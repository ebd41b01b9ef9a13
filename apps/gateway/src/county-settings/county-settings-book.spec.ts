import { unsetCountySettings, type CountySettings, type DirectorySummary, type LocalName } from '@lianfang/contract';
import { eventually } from '@lianfang/testing';
import { CountySettingsBook } from './county-settings-book';

const NAME: LocalName = { zh: '本府自訂名稱', en: 'Our own name' };
const GIVEN: LocalName = { zh: '資訊局', en: 'Information' };
const SUMMARY: DirectorySummary = {
  hash: 'a',
  counties: [
    {
      code: '63000',
      name: { zh: '臺北市', en: 'Taipei' },
      agencies: 2,
      protectedAddresses: 9,
      agencyNames: { one: GIVEN, two: GIVEN },
    },
  ],
};

function set(agencyNames: Record<string, LocalName>): CountySettings {
  return { ...unsetCountySettings('63000'), agencyNames, revision: 1, at: 1, by: 'x' };
}

describe('the book of what counties have set', () => {
  let stored: CountySettings[] | Error = [];
  let reads = 0;
  const said: string[] = [];
  const book = new CountySettingsBook({
    store: {
      ofAll: async () => {
        reads += 1;
        if (stored instanceof Error) throw stored;
        return stored;
      },
    },
    counties: () => ['63000'],
    log: { log: (line) => void said.push(line), warn: (line) => void said.push(line) },
    every: 5,
  });
  const nameOf = (id: string): LocalName | undefined => book.shown(SUMMARY).counties[0]?.agencyNames?.[id];
  const twoMore = async (): Promise<void> => {
    const before = reads;
    await eventually(async () => reads >= before + 2, { because: 'it is read again', everyMs: 5 });
  };

  beforeAll(() => book.start());
  afterAll(() => book.stop());

  it('shows the directory as it is where nothing is set', async () => {
    await twoMore();
    expect(book.shown(SUMMARY)).toBe(SUMMARY);
  });

  it('shows a county’s own names, and another hash with them', async () => {
    stored = [set({ one: NAME, 'no longer there': NAME, toString: NAME })];
    await twoMore();
    const { hash, counties } = book.shown(SUMMARY);
    expect(counties[0]?.agencyNames).toEqual({ one: NAME, two: GIVEN });
    expect(hash).not.toBe(SUMMARY.hash);
    expect(book.shown({ ...SUMMARY, hash: 'b' }).hash).not.toBe(hash);
    // Names that nobody asked for are in no answer.
    const unnamed = { ...SUMMARY, counties: SUMMARY.counties.map(({ agencyNames: _names, ...county }) => county) };
    expect(book.shown(unnamed)).toBe(unnamed);
  });

  it('shows thresholds with or without names, and never contacts', async () => {
    const thresholds = { steady: 90, watch: 70, strained: 50 };
    const phone = '02-2720-8889';
    const contacts = [{ name: '張雅婷', duty: '資安專責人員', phone, email: null, reachable: 'always' as const }];
    stored = [{ ...set({}), thresholds, contacts }];
    await twoMore();
    const unnamed = { ...SUMMARY, counties: SUMMARY.counties.map(({ agencyNames: _names, ...county }) => county) };
    for (const summary of [SUMMARY, unnamed]) {
      const { hash, counties } = book.shown(summary);
      expect(counties).toEqual(summary.counties.map((county) => ({ ...county, thresholds })));
      expect(hash).not.toBe(summary.hash);
    }
  });

  it('takes at once what this gateway has written', () => {
    stored = [set({ two: NAME })];
    book.note(set({ two: NAME }));
    expect([nameOf('one'), nameOf('two')]).toEqual([GIVEN, NAME]);
  });

  it('keeps what it read last while Elasticsearch is away, and says so once', async () => {
    stored = new Error('away');
    await twoMore();
    await twoMore();
    expect(nameOf('two')).toEqual(NAME);
    expect(said.filter((line) => line.includes('away'))).toHaveLength(1);
    stored = [];
    await eventually(async () => book.shown(SUMMARY) === SUMMARY, { because: 'it is back', everyMs: 5 });
    expect(said.at(-1)).toContain('can be read again');
  });
});
