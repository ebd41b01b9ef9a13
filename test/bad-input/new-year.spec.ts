import { logRecord, outcomeOf, seen } from './collector-in-memory';

/** Lines without a year, as their senders write them. `MMM`, `DD`, `MM` and `CLOCK` are put in. */
const LINES = {
  'RFC 3164':
    '<164>MMM DD CLOCK fw-tpe-1 : %ASA-6-106015: Deny TCP (no connection) from 203.0.113.9/80 to 10.8.3.4/45019 flags RST  on interface outside',
  CEF: 'CEF:0|Example|Gate|4.2|2031|Attack|8|rt=MMM DD CLOCK src=203.0.113.9 dst=10.8.3.4 act=blocked',
  Snort: 'MM/DD-CLOCK.000000  [**] [1:2001219:20] x [**] [Priority: 2] {TCP} 203.0.113.9:51544 -> 10.8.3.4:443',
};

function timeOf(line: string, logTime: string): string {
  const outcome = seen(outcomeOf(logRecord(line, { logTime: Date.parse(logTime) })));
  if (outcome.kind === 'rejected') return outcome.code;
  return outcome.kind === 'counted' ? new Date(outcome.time).toISOString() : outcome.kind;
}

describe.each(Object.entries(LINES))('B6: the year of a time without one, %s', (_name, line) => {
  const at = (month: string, day: string, clock: string): string =>
    line
      .replace('MMM', month === '12' ? 'Dec' : month === '01' ? 'Jan' : 'Feb')
      .replace('MM', month)
      .replace('DD', day)
      .replace('CLOCK', clock);

  it.each([
    ['12-31 23:59:58', '2027-01-01T00:00:05Z', '2026-12-31T23:59:58.000Z'],
    ['12-31 23:59:58', '2026-12-31T23:59:59Z', '2026-12-31T23:59:58.000Z'],
    ['01-01 00:00:01', '2027-01-01T00:00:05Z', '2027-01-01T00:00:01.000Z'],
    // A sensor whose clock is two minutes ahead.
    ['01-01 00:01:30', '2026-12-31T23:59:30Z', '2027-01-01T00:01:30.000Z'],
    ['12-28 12:00:00', '2027-01-03T12:00:00Z', '2026-12-28T12:00:00.000Z'],
    ['02-29 12:00:00', '2028-02-29T12:00:05Z', '2028-02-29T12:00:00.000Z'],
    // No year near has that day.
    ['02-29 12:00:00', '2027-03-01T12:00:05Z', 'too-late'],
    ['02-30 12:00:00', '2027-03-01T12:00:05Z', 'bad-time'],
  ])('%s, in the log at %s', (stamp, logTime, expected) => {
    const [month = '', day = '', clock = ''] = stamp.split(/[- ]/);
    expect(timeOf(at(month, day, clock), logTime)).toBe(expected);
  });
});
