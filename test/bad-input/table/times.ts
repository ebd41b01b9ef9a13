import { wholeLine, type BadInput, type BadInputGroup, type Wanted } from '../bad-input';
import { ciscoTime, iso, slashed, snortTime, SPELLINGS, WHOLE, type Spelling } from '../spellings';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time as it is written, and what is made of it: ms since 1970 UTC, or why it is refused. */
type Case = readonly [text: string | number, read: number | 'bad-time' | 'too-early' | 'too-late'];

/** B6: times. What the year is of a time that states none, see ../new-year.spec.ts. */
export const times: BadInputGroup = {
  item: 'B6',
  about: 'times',
  records: (at) => SPELLINGS.flatMap((spelling) => ofSpelling(spelling, at)),
};

function ofSpelling(spelling: Spelling, at: number): BadInput[] {
  return casesOf(spelling, at).map(([time, read]): BadInput => {
    const value = spelling.line(at, { ...WHOLE, time });
    return {
      name: `${spelling.name}: ${typeof time} ${String(time).slice(0, 40)}`,
      value,
      wanted: wantedOf(spelling, at, read),
    };
  });
}

function wantedOf(spelling: Spelling, at: number, read: Case[1]): Wanted {
  if (typeof read !== 'number') return { rejected: read };
  return { counted: { ...wholeLine(spelling, at).counted, time: read } };
}

function casesOf(spelling: Spelling, at: number): readonly Case[] {
  if (spelling.takesAnyTime) return [...isoTimes(at), ...noTimes(spelling), ...epochs(at, spelling.isJson)];
  return (OWN[spelling.name] ?? (() => []))(at);
}

/** Midnight UTC at the start of the day; the day before ends there. */
function midnight(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

function dayBefore(at: number): string {
  return iso(midnight(at) - DAY).slice(0, 10);
}

function isoTimes(at: number): readonly Case[] {
  const bare = (time: number): string => iso(time).replace('Z', '');
  const before = dayBefore(at);
  return [
    [bare(at), at],
    [bare(at).replace('T', ' '), at],
    [`${bare(at + 8 * HOUR)}+08:00`, at],
    [`${bare(at + 8 * HOUR)}+0800`, at],
    [`${bare(at + 8 * HOUR)}+08`, at],
    [`${bare(at - 5 * HOUR)}-05:00`, at],
    [`${bare(at)}-00:00`, at],
    [`${bare(at)}.987654321987654321Z`, at + 987],
    [`${bare(at)},5Z`, at + 500],
    [`${before}T24:00:00Z`, midnight(at)],
    [`${before}T23:59:60Z`, midnight(at)],
    [`${before}T24:00:01Z`, 'bad-time'],
    [`${before}T23:59:61Z`, 'bad-time'],
    [`${before}T25:00:00Z`, 'bad-time'],
    [`${before}T12:60:00Z`, 'bad-time'],
    [`${bare(at)}+19:00`, 'bad-time'],
    [`${bare(at)}+08:60`, 'bad-time'],
    [`${bare(at)}Z[Asia/Taipei]`, 'bad-time'],
    ['0000-01-01T00:00:00Z', 'too-late'],
    ['0001-01-01T00:00:00Z', 'too-late'],
    ['1900-01-01T00:00:00Z', 'too-late'],
    ['1970-01-01T00:00:00Z', 'too-late'],
    ['9999-12-31T23:59:59Z', 'too-early'],
    ['10000-01-01T00:00:00Z', 'bad-time'],
    ['+002026-11-20T04:00:30Z', 'bad-time'],
    ['-000001-01-01T00:00:00Z', 'bad-time'],
    ['2026-00-10T00:00:00Z', 'bad-time'],
    ['2026-13-01T00:00:00Z', 'bad-time'],
    ['2026-02-30T00:00:00Z', 'bad-time'],
    ['2025-02-29T00:00:00Z', 'bad-time'],
    ['2026-W47-5T04:00:30Z', 'bad-time'],
    ['2026-324T04:00:30Z', 'bad-time'],
    [iso(at + 4 * MINUTE), at + 4 * MINUTE],
    [iso(at + 10 * MINUTE), 'too-early'],
    [iso(at + 365 * DAY), 'too-early'],
    [iso(at - 7 * DAY + HOUR), at - 7 * DAY + HOUR],
    [iso(at - 7 * DAY - MINUTE), 'too-late'],
    [iso(at - 40 * DAY), 'too-late'],
  ];
}

/** The calendar of the Republic of China, other scripts, other people's notations: nobody guesses. */
function noTimes({ name }: Spelling): readonly Case[] {
  const texts = [
    '115-11-20T04:00:30Z',
    '0115-11-20T04:00:30Z',
    '115/11/20 12:00:30',
    '民國115年11月20日 12:00:30',
    '中華民國一百一十五年',
    '２０２６-１１-２０T04:00:30Z',
    '٢٠٢٦-١١-٢٠T04:00:30Z',
    '2026.11.20 04:00:30',
    '20.11.2026 04:00:30',
    '11/20/2026 04:00:30',
    '2026-11-20',
    '04:00:30',
    'now',
    '-1',
    '1e12',
    '__proto__',
    '9'.repeat(10_000),
  ];
  const read = (text: string): Case[1] => (text.startsWith('0115') ? 'too-late' : 'bad-time');
  const cases = texts.map((text): Case => [text, read(text)]);
  // In JSON an empty text stands in the field's place; in a line it is as if the field were not there.
  return name === 'cef' || name === 'checkpoint' ? cases : [...cases, ['', 'bad-time']];
}

function epochs(at: number, isJson: boolean): readonly Case[] {
  const seconds = at / 1000;
  const texts: readonly Case[] = [
    [String(seconds), at],
    [`${seconds}.987`, at + 987],
    [String(at), at],
    [`${at}000`, at],
    [`${at}000000`, at],
    ['0', 'too-late'],
    ['46346.16701', 'too-late'],
    ['99999999999', 'too-early'],
    [`${at}0000000000`, 'bad-time'],
  ];
  const numbers: readonly Case[] = [
    [seconds, at],
    [at, at],
    [at * 1e3, at],
    [at * 1e6, at],
    [0, 'too-late'],
    [-1, 'bad-time'],
    [1e20, 'bad-time'],
  ];
  return isJson ? [...texts, ...numbers] : texts;
}

/** Where a format has its own way of writing times. */
const OWN: Readonly<Record<string, (at: number) => readonly Case[]>> = {
  cisco: (at) => [
    [ciscoTime(at), at],
    [ciscoTime(at + 10 * MINUTE), 'too-early'],
    [ciscoTime(at - 40 * DAY), 'too-late'],
    [ciscoTime(midnight(at) - DAY).replace('00:00:00', '24:00:00'), midnight(at)],
    [ciscoTime(midnight(at) - DAY).replace('00:00:00', '23:59:60'), midnight(at)],
    [iso(at), at],
    [iso(at + 8 * HOUR).replace('Z', '+08:00'), at],
    ['Nov 20 9999 04:00:30', 'too-early'],
    ['Nov 20 0000 04:00:30', 'too-late'],
    ['Feb 30 2026 04:00:30', 'bad-time'],
    ['Nov 20 2026 25:00:00', 'bad-time'],
    ['Xxx 20 2026 04:00:30', 'bad-time'],
  ],
  fortigate: (at) => [...epochs(at, false), ['yesterday', 'bad-time'], ['115-11-20', 'bad-time']],
  'zeek row': (at) => [
    [`${at / 1000}.987654`, at + 987],
    [`${(at + 10 * MINUTE) / 1000}.000000`, 'too-early'],
    [`${(at - 40 * DAY) / 1000}.000000`, 'too-late'],
    ['0.000000', 'too-late'],
    ['9999999999.000000', 'too-early'],
  ],
  // Where the time of generation can't be read, the time of receipt stands beside it.
  panos: (at) => [
    [slashed(at - MINUTE), at - MINUTE],
    [slashed(at + 10 * MINUTE), 'too-early'],
    [slashed(at - 40 * DAY), 'too-late'],
    [`${iso(at).replace('Z', '')}+00:00`, at],
    ['9999/12/31 23:59:59', 'too-early'],
    ['0000/01/01 00:00:00', 'too-late'],
    ['115/11/20 04:00:30', at],
    ['2026/02/30 00:00:00', at],
    ['', at],
  ],
  'snort row': snortTimes,
  'snort fast': snortTimes,
};

function snortTimes(at: number): readonly Case[] {
  const year = iso(at).slice(0, 4);
  return [
    [snortTime(at), at],
    [snortTime(at).replace(`/${year.slice(2)}-`, `/${year}-`), at],
    [snortTime(at).replace(`/${year.slice(2)}-`, '-'), at],
    [snortTime(at).replace('.000000', '.987654'), at + 987],
    [snortTime(at + 10 * MINUTE), 'too-early'],
    [snortTime(at - 40 * DAY), 'too-late'],
    [
      snortTime(midnight(at) - DAY)
        .replace('00:00:00', '24:00:00')
        .replace('.000000', ''),
      midnight(at),
    ],
    ['13/32/26-04:00:30.000000', 'bad-time'],
    ['02/30/26-04:00:30.000000', 'bad-time'],
    ['11/20/26-25:00:30.000000', 'bad-time'],
  ];
}
