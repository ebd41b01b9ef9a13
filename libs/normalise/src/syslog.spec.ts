import { readSyslog, syslogTime } from './syslog';

const clock = { timeZone: 'Asia/Taipei', logTime: Date.parse('2026-07-04T02:30:00Z') };
/** 10:20:33 in Taipei. */
const MORNING = Date.parse('2026-07-04T02:20:33Z');

describe('readSyslog', () => {
  it.each([
    ['BSD', '<134>Jul  4 10:20:33 fw-1 kernel: hello', 'fw-1', MORNING],
    ['BSD without priority', 'Jul  4 10:20:33 fw-1 kernel[12]: hello', 'fw-1', MORNING],
    ['BSD with a year', '<134>Jul  4 2026 10:20:33 fw-1 : hello', 'fw-1', MORNING],
    ['BSD with a year in front', '<134>2026 Jul  4 10:20:33 fw-1 hello', 'fw-1', MORNING],
    ['BSD without host', '<134>Jul  4 2026 10:20:33: hello', undefined, MORNING],
    ['BSD in UTC', '<134>Jul  4 02:20:33 UTC fw-1 hello', 'fw-1', MORNING],
    ['BSD and an address', '<134>Jul  4 10:20:33 192.0.2.7 hello', '192.0.2.7', MORNING],
    ['ISO time', '2026-07-04T10:20:33.000+08:00 fw-1 kernel: hello', 'fw-1', MORNING],
    ['RFC 5424', '<134>1 2026-07-04T02:20:33Z fw-1 kernel 12 ID47 - hello', 'fw-1', MORNING],
    ['RFC 5424 with data', '<134>1 2026-07-04T02:20:33Z fw-1 a - - [x@1 k="v\\"]"][y z="1"] hello', 'fw-1', MORNING],
    ['RFC 6587', '57 <134>1 2026-07-04T02:20:33Z fw-1 kernel 12 ID47 - hello', 'fw-1', MORNING],
    ['a priority alone', '<134>hello', undefined, undefined],
    ['nothing', 'hello', undefined, undefined],
  ])('takes off %s', (_name, text, host, time) => {
    const { header, message } = readSyslog(text);
    expect(message).toBe('hello');
    expect(header?.host).toBe(host);
    expect(syslogTime(header, clock)).toBe(time);
  });

  it.each(['CEF:0|a|b|1|2|c|3|', 'CEF: 0|a|b|1|2|c|3|', '%ASA-4-106023: Deny', 'ASA-4-106023: Deny'])(
    'leaves %s whole',
    (message) => {
      expect(readSyslog(`<134>Jul  4 10:20:33 fw-1 ${message}`).message).toBe(message);
      expect(readSyslog(`<134>${message}`).message).toBe(message);
    },
  );

  it('keeps structured data, whose values may hold brackets', () => {
    const { header } = readSyslog('<134>1 - fw-1 CheckPoint 1 - [a@2620 k="x]y" l="\\"]"][b@1 m="n"] rest');
    expect(header?.structuredData).toBe('[a@2620 k="x]y" l="\\"]"][b@1 m="n"]');
  });

  it('reads the year from the log’s time, across New Year too', () => {
    const at = (stamp: string, logTime: string) =>
      syslogTime({ timestamp: stamp }, { timeZone: 'UTC', logTime: Date.parse(logTime) });
    expect(at('Dec 31 23:59:58', '2027-01-01T00:00:03Z')).toBe(Date.parse('2026-12-31T23:59:58Z'));
    expect(at('Jan  1 00:00:01', '2026-12-31T23:59:59Z')).toBe(Date.parse('2027-01-01T00:00:01Z'));
    expect(at('Feb 29 12:00:00', '2026-03-01T00:00:00Z')).toBe(Date.parse('2024-02-29T12:00:00Z'));
    expect(at('Feb 30 12:00:00', '2026-03-01T00:00:00Z')).toBeUndefined();
  });

  it('costs little on the worst input', () => {
    const worst = [
      `<134>1 ${'- '.repeat(100_000)}`,
      `<1>1 - - - - - ${'[a b="'.repeat(40_000)}`,
      'Jul  4 '.repeat(30_000),
    ];
    const started = performance.now();
    for (const text of worst) readSyslog(text);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
