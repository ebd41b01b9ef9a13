/** How far into a message its end is looked for. */
const HEAD = 2048;

/** Messages that are about one side, or none: about machines by their hardware address, about the firewall itself. */
const NOT_OF_TWO_SIDES = new Set('106027 313001 313008 322001 322002 322003 418001'.split(' '));
/** Classes whose messages name both sides of a connection: what was refused, limits, signatures, inspections, lists. */
const OF_TWO_SIDES =
  /^(?:106\d{3}|109(?:008|010|024|025)|2010(?:03|1[0-3])|20900[345]|304002|305013|3130\d\d|338[02]\d\d|338301|4000\d\d|401004|407002|4100\d\d|4150\d\d|416001|4190\d\d|4200\d\d|431\d{3}|434\d{3}|50000[34]|507003|710004)$/;

/** What stands behind both sides in every message of a number. */
const ENDINGS: readonly (readonly [numbers: string, ending: RegExp])[] = [
  ['106001 106006 106015 106016 106021 106022', /\bon interface \S/],
  ['201003 201010 201011 201012 201013 401004 407002', /\bon interface \S/],
  ['106007', /\bdue to DNS \w/],
  ['106012', /, IP options/],
  ['106014', /\(type \d{1,3}, code \d{1,3}\)/],
  ['106023', /\bby access[-_]group (?:"[^"]{1,512}"|[^\s"]{1,512}(?: |$))/],
  ['106100 106102 106103', /\bhit-cnt \S{1,64} ./],
  ['209003 209004 209005', /, proto ?= ?\S/],
  ['313004', /: no matching session/],
  ['507003', /\bterminated by\b/],
];
const ENDING_OF: ReadonlyMap<string, RegExp> = new Map(
  ENDINGS.flatMap(([numbers, ending]) => numbers.split(' ').map((number) => [number, ending] as const)),
);

/**
 * True for a message that says less than every message of its number does: what it would have said of the addresses, the
 * access list or the number of hits decides figures.
 * @param named how many sides were found in it.
 */
export function breaksOff(id: string, text: string, named: number): boolean {
  if (OF_TWO_SIDES.test(id) && !NOT_OF_TWO_SIDES.has(id) && named < 2) return true;
  const ending = ENDING_OF.get(id);
  return ending !== undefined && !ending.test(text.length > HEAD ? text.slice(0, HEAD) : text);
}
