const AT = '{"timestamp":"'.length;
const MILLISECONDS_END = AT + '2026-11-22T23:59:58.000'.length;
const ZONE = MILLISECONDS_END + 3;

/** Time of a line of the first load, milliseconds since 1970. */
export function timeOfEveLine(line: Buffer): number {
  const zone = line.toString('latin1', ZONE, ZONE + 5);
  return Date.parse(`${line.toString('latin1', AT, MILLISECONDS_END)}${zone.slice(0, 3)}:${zone.slice(3)}`);
}

/** A sign of life, which is no threat: with it the log's own clock goes on, so that what ended before can be closed. */
export function closingLine(time: number): string {
  const timestamp = new Date(time).toISOString().replace('Z', '000+0000');
  return JSON.stringify({ timestamp, event_type: 'stats', stats: { uptime: 1 }, host: 'closing' });
}
