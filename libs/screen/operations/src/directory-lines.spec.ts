import { changedAgency, isEmptyDiff, placeOfLine, problemLines, wholeAgency } from './directory-lines';

const AGENCY = {
  id: 'taipei-police',
  county: '63000',
  name: { zh: '臺北市政府警察局', en: 'Taipei City Police Department' },
  protectedAddresses: 1_200,
  ranges: ['10.1.0.0/16', '10.2.0.0/16'],
};
const WRITING = { county: (code: string) => `county ${code}`, integer: (value: number) => `#${value}` };

const SAID = { code: 'other', values: {} } as const;

describe('what the directory page says of a check', () => {
  it('puts a problem beside the text of its line, whatever ends the lines; the sensor file’s has none', () => {
    const problems = [0, 1, 3, 9].map((line) => ({ ...SAID, line, reason: `r${line}` }));
    expect(problemLines(problems, 'a:\r\n  b\r\n  c: 1  \n')).toEqual([
      { ...SAID, line: 0, reason: 'r0', text: null },
      { ...SAID, line: 1, reason: 'r1', text: 'a:' },
      { ...SAID, line: 3, reason: 'r3', text: 'c: 1' },
      { ...SAID, line: 9, reason: 'r9', text: null },
    ]);
  });

  it('cuts an endless line, and not through a character', () => {
    const [shown] = problemLines([{ ...SAID, line: 1, reason: '' }], `${'x'.repeat(239)}𠀀${'y'.repeat(50)}`);
    expect(shown?.text).toBe(`${'x'.repeat(239)} …`);
  });

  it('knows where a line stands', () => {
    expect(placeOfLine('ab\ncd\nef', 2)).toEqual({ from: 3, to: 5 });
    expect(placeOfLine('ab\ncd\nef', 3)).toEqual({ from: 6, to: 8 });
    expect(placeOfLine('ab', 7)).toEqual({ from: 0, to: 2 });
  });

  it('tells of a change only what differs; of ranges, which go and which come', () => {
    const after = { ...AGENCY, county: '65000', protectedAddresses: 900, ranges: ['10.2.0.0/16', '10.3.0.0/16'] };
    expect(changedAgency({ before: AGENCY, after }, WRITING).fields).toEqual([
      { field: 'county', before: 'county 63000', after: 'county 65000' },
      { field: 'protectedAddresses', before: '#1200', after: '#900' },
      { field: 'ranges', before: '10.1.0.0/16', after: '10.3.0.0/16' },
    ]);
    const named = { ...AGENCY, name: { ...AGENCY.name, en: 'Police' } };
    expect(changedAgency({ before: AGENCY, after: named }, WRITING).fields).toEqual([
      { field: 'nameEn', before: 'Taipei City Police Department', after: 'Police' },
    ]);
  });

  it('tells the whole of an agency that comes or goes', () => {
    expect(wholeAgency(AGENCY, 'before', WRITING).fields.map(({ before, after }) => [before, after])).toEqual([
      ['county 63000', null],
      ['#1200', null],
      ['10.1.0.0/16, 10.2.0.0/16', null],
    ]);
  });

  it('knows a diff without a difference', () => {
    const none = { added: [], removed: [], changed: [], counties: [], unchanged: 3 };
    expect([isEmptyDiff(none), isEmptyDiff({ ...none, added: [AGENCY] })]).toEqual([true, false]);
  });
});
