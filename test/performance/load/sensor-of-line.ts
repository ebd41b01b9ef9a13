const LONGEST_NAME = 80;

/**
 * The sensor of a line, which is the record's key: all loads end with it (`"host":"ips-1"}`, `dvchost=ips-1`). The last
 * run of letters, digits, points, dashes and underscores.
 */
export function sensorOfLine(line: Buffer): Buffer {
  let to = line.length;
  while (to > 0 && !isOfName(line[to - 1] ?? 0)) to -= 1;
  let from = to;
  while (from > 0 && to - from < LONGEST_NAME && isOfName(line[from - 1] ?? 0)) from -= 1;
  return line.subarray(from, to);
}

function isOfName(code: number): boolean {
  const isLetter = (code | 32) >= 97 && (code | 32) <= 122;
  return isLetter || (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 95;
}
