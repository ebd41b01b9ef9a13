import { makeFormats } from '@lianfang/screen/kit';
import { csvField, csvOf } from './csv';
import { exportNotes, taipeiInstant } from './export-notes';
import { jsonOf } from './export-table';
import { EXPORT_WORDS, type ExportWord } from './words';

const t = (key: string): string => EXPORT_WORDS.en[key as ExportWord] ?? key;

describe('a field', () => {
  it('quotes texts and doubles their quotes', () => {
    expect([csvField('a "b", c'), csvField('臺北市\n中正區'), csvField('')]).toEqual([
      '"a ""b"", c"',
      '"臺北市\n中正區"',
      '""',
    ]);
  });

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
    'makes text of what a spreadsheet would calculate: %j',
    (text) => expect(csvField(text)).toBe(`"'${text.replaceAll('"', '""')}"`),
  );

  it('keeps numbers as numbers with all their digits, and leaves nothing for what is none', () => {
    expect([0, -1.5, 1_234_567_890_123, 0.1, null, Number.NaN, Infinity].map(csvField)).toEqual([
      '0',
      '-1.5',
      '1234567890123',
      '0.1',
      '',
      '',
      '',
    ]);
  });
});

describe('a file', () => {
  it('has a mark, its notes, an empty line, a head and its rows, each line ended by CR LF', () => {
    expect(csvOf({ notes: [['標題', '=縣市比較']], columns: ['縣市', '阻擋'], rows: [['臺北市', -3]] })).toBe(
      `\uFEFF"標題","'=縣市比較"\r\n\r\n"縣市","阻擋"\r\n"臺北市",-3\r\n`,
    );
    expect(csvOf({ columns: ['a'], rows: [] })).toBe('\uFEFF"a"\r\n');
  });

  it('has the same figures as JSON, by key', () => {
    const table = {
      notes: [['Title', 'x']] as const,
      columns: [{ key: 'blocked', name: '阻擋' }],
      rows: [[5], [null]],
    };
    expect(JSON.parse(jsonOf(table))).toEqual({
      notes: { Title: 'x' },
      columns: [{ key: 'blocked', name: '阻擋' }],
      rows: [{ blocked: 5 }, { blocked: null }],
    });
  });

  it('keeps every note in JSON, two of one name too', () => {
    const table = {
      notes: [
        ['Remark', 'a'],
        ['Remark', 'b'],
      ] as const,
      columns: [],
      rows: [],
    };
    expect(JSON.parse(jsonOf(table))).toMatchObject({ notes: { Remark: 'a; b' } });
  });
});

describe('the notes', () => {
  const facts = {
    title: 'Compare',
    range: { from: Date.UTC(2026, 10, 21, 16), to: Date.UTC(2026, 10, 22, 14) },
    filters: ['Disposition: blocked'],
    asOf: Date.UTC(2026, 10, 22, 13, 59, 46),
  };
  const said = (changes = {}): Record<string, string> =>
    Object.fromEntries(
      exportNotes(
        { ...facts, ...changes },
        {
          t: (key, params) =>
            Object.entries(params ?? {}).reduce(
              (text, [name, value]) => text.replace(`{{${name}}}`, String(value)),
              t(key),
            ),
          formats: makeFormats('en'),
          now: Date.UTC(2026, 10, 22, 14, 0, 14),
          version: '1.2.3',
        },
      ),
    );

  it('name title, range in both zones, filters, age of the data and version', () => {
    expect(said()).toEqual({
      Title: 'Compare',
      'From (included)': '2026-11-22T00:00:00+08:00 (2026-11-21T16:00:00.000Z)',
      'To (not included)': '2026-11-22T22:00:00+08:00 (2026-11-22T14:00:00.000Z)',
      'Time zone': 'Asia/Taipei (UTC+08:00); UTC',
      Conditions: 'Disposition: blocked',
      'Data up to': '2026-11-22T21:59:46+08:00 (2026-11-22T13:59:46.000Z), 28 s before the file was made',
      'Made at': '2026-11-22T22:00:14+08:00 (2026-11-22T14:00:14.000Z)',
      'System version': '1.2.3',
    });
  });

  it('say so where the age is not known, and where nothing was narrowed', () => {
    expect(said({ asOf: null, filters: [] })).toMatchObject({ 'Data up to': 'Not known', Conditions: 'None' });
  });

  it('write the instants around midnight in Taipei to the day they belong to', () => {
    expect([Date.UTC(2026, 10, 22, 15, 59, 59, 999), Date.UTC(2026, 10, 22, 16)].map(taipeiInstant)).toEqual([
      '2026-11-22T23:59:59+08:00',
      '2026-11-23T00:00:00+08:00',
    ]);
  });
});
