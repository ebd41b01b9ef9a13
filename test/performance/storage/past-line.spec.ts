import { closingLine, timeOfEveLine } from './past-line';

it('reads the time that a line begins with', () => {
  const line = Buffer.from('{"timestamp":"2026-11-22T23:59:58.125000+0800","event_type":"alert"}');
  expect(new Date(timeOfEveLine(line)).toISOString()).toBe('2026-11-22T15:59:58.125Z');
});

it('closes with a line of the same form', () => {
  const time = Date.UTC(2026, 10, 22, 16, 3);
  expect(timeOfEveLine(Buffer.from(closingLine(time)))).toBe(time);
});
