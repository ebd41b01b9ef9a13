/** A place that has data, with marks that nothing else has: whoever sees one of them has seen that place. */
export interface Place {
  readonly county: string;
  /** In ids, names and texts of this place, and of no other. */
  readonly mark: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly protectedAddresses: number;
  /** Second part of its protected addresses, `10.N.0.0/16`, and last of its attackers', `203.0.113.N`. */
  readonly network: number;
  /** Events of the open minute, and of a day that is over. */
  readonly now: number;
  readonly past: number;
  /** A second time, the figures are these: what belongs to others has changed. */
  readonly later: number;
}

/** Whose people the matrix signs in. */
export const OWN: Place = {
  county: '63000',
  mark: 'marktpe',
  name: { zh: '臺北市', en: 'Markville-TPE' },
  protectedAddresses: 630_017,
  network: 63,
  now: 1_013,
  past: 2_027,
  later: 0,
};

export const FOREIGN: Place = {
  county: '64000',
  mark: 'markkhh',
  name: { zh: '高雄市', en: 'Markville-KHH' },
  protectedAddresses: 640_037,
  network: 64,
  now: 31_033,
  past: 52_051,
  later: 71_059,
};

export const THIRD: Place = {
  county: '10002',
  mark: 'markila',
  name: { zh: '宜蘭縣', en: 'Markville-ILA' },
  protectedAddresses: 100_043,
  network: 102,
  now: 410_009,
  past: 620_003,
  later: 830_003,
};

export const UNLOCATED_PLACE: Place = {
  county: 'unlocated',
  mark: 'markunl',
  name: { zh: '未定位標記', en: 'Markville-UNL' },
  protectedAddresses: 0,
  network: 200,
  now: 5_100_023,
  past: 7_200_007,
  later: 9_300_017,
};

export const PLACES: readonly Place[] = [OWN, FOREIGN, THIRD, UNLOCATED_PLACE];

/** Well formed, and of no county. */
export const NOWHERE = '99999';

/** A record that only the centre may see. */
export const CENTRE_MARK = 'markcentre';

/** Every figure that some of these places add up to. */
function sumsOf(places: readonly Place[]): Set<number> {
  const parts = places.flatMap(({ now, past, later }) => [now, past, later]).filter((part) => part > 0);
  let sums = new Set([0]);
  for (const part of parts) sums = new Set([...sums, ...[...sums].map((sum) => sum + part)]);
  sums.delete(0);
  return sums;
}

const OWN_SUMS = sumsOf([OWN]);
/** With something foreign in them, whatever else. */
const FOREIGN_SUMS = new Set([...sumsOf(PLACES)].filter((sum) => !OWN_SUMS.has(sum)));
const FOREIGN_NUMBERS = new Set([
  ...FOREIGN_SUMS,
  ...PLACES.filter((place) => place !== OWN).map((place) => place.protectedAddresses),
]);
FOREIGN_NUMBERS.delete(0);

/**
 * What of other places stands in a text that people of {@link OWN} got, or that nobody in particular got: their marks,
 * names, addresses, and every figure that takes one of them to add up.
 * @param also texts that must not be there either
 */
export function foreignTraces(text: string, also: readonly string[] = []): string[] {
  const others = PLACES.filter((place) => place !== OWN);
  const words = others.flatMap(({ mark, name, network }) => [
    mark,
    name.zh,
    name.en,
    `10.${network}.`,
    `203.0.113.${network}`,
  ]);
  const found = [...words, CENTRE_MARK, ...also].filter((word) => text.includes(word));
  const codes = [FOREIGN, THIRD].map(({ county }) => county);
  found.push(...codes.filter((code) => new RegExp(String.raw`\b${code}\b`).test(text)));
  const numbers = [...text.matchAll(/(?<![\w.-])\d{4,8}(?![\w.-])/g)].map(([digits]) => Number(digits));
  return [...new Set([...found, ...numbers.filter((number) => FOREIGN_NUMBERS.has(number)).map(String)])];
}

/** Hashes and random ids: digits in them are no figures. */
const RANDOM = /[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Whether a text shows a place: by its mark, its code, or a figure that it has part in. */
export function shows(answer: string, place: Place): boolean {
  const text = answer.replaceAll(RANDOM, '');
  if (text.includes(place.mark) || text.includes(`"${place.county}"`)) return true;
  const sums = place === OWN ? OWN_SUMS : FOREIGN_SUMS;
  return [...text.matchAll(/\d{4,8}/g)].some(([digits]) => sums.has(Number(digits)));
}
