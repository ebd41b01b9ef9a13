const QUOTE = 34;
const COMMA = 44;
/** No name is kept as long, and no address is. */
const LONGEST_QUOTED = 8_192;

/**
 * Reads one row of comma-separated values (RFC 4180): fields may stand in quotes, quotes inside are doubled. A quote that
 * closes nothing (no comma and no end behind it) is part of the field, as sloppy relays write it. A quoted field that never
 * ends was cut: it is the last one, and left out. Of what stands in quotes the first 8,192 characters are kept. One pass,
 * linear in the text.
 * @param most how many fields are wanted; the rest is not looked at.
 */
export function readCsvRow(text: string, most = Number.POSITIVE_INFINITY): readonly string[] {
  const fields: string[] = [];
  let at = 0;
  while (fields.length < most) {
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (end === -1) return fields;
      fields.push(undoubled(text.slice(at + 1, Math.min(end, at + 1 + LONGEST_QUOTED))));
      at = end + 1;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma === -1 ? text.length : comma;
      fields.push(text.slice(at, end));
      at = end;
    }
    if (text.charCodeAt(at) !== COMMA) return fields;
    at += 1;
  }
  return fields;
}

function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at !== -1) {
    const next = text.charCodeAt(at + 1);
    if (next === QUOTE) at += 1;
    else if (next === COMMA || at + 1 === text.length || isBlankToEnd(text, at + 1)) return at;
    at = text.indexOf('"', at + 1);
  }
  return -1;
}

/** A line end or a few blanks behind the last field. */
function isBlankToEnd(text: string, at: number): boolean {
  return text.length - at <= 4 && text.slice(at).trim() === '';
}

function undoubled(field: string): string {
  return field.includes('"') ? field.replaceAll('""', '"') : field;
}
