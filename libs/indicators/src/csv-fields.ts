/** The fields of one line of CSV (RFC 4180, without line breaks in a field); undefined where its quotes don't close. */
export function csvFields(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  for (let at = 0; ; at += 1) {
    const end = line.startsWith('"', at) ? endOfQuoted(line, at) : endOfBare(line, at);
    if (end === undefined || (end < line.length && line[end] !== ',')) return undefined;
    const field = line.slice(at, end);
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === line.length) return fields;
    at = end;
  }
}

function endOfBare(line: string, start: number): number {
  const comma = line.indexOf(',', start);
  return comma === -1 ? line.length : comma;
}

/** Behind the quote that closes; a doubled one does not. */
function endOfQuoted(line: string, start: number): number | undefined {
  for (let at = line.indexOf('"', start + 1); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return at + 1;
  }
  return undefined;
}
