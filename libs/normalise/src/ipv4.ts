/** What a part of an address may still become. */
const START = 0;
const ONE = 1;
const TWO = 2;
const ONE_MORE = 3;
const TWENTY_FIVE = 4;
const WHOLE = 5;

const DIGITS = '0123456789';
/** From a state, any of these characters leads to the next state. Numbers from 0 to 255, without leading zeros. */
const PART: readonly (readonly [from: number, characters: string, to: number])[] = [
  [START, '0', WHOLE],
  [START, '1', ONE],
  [START, '2', TWO],
  [START, '3456789', ONE_MORE],
  [ONE, DIGITS, ONE_MORE],
  [TWO, '01234', ONE_MORE],
  [TWO, '5', TWENTY_FIVE],
  [TWO, '6789', WHOLE],
  [ONE_MORE, DIGITS, WHOLE],
  [TWENTY_FIVE, '012345', WHOLE],
];
const STATES = 8;
const LAST_PART = 3;
const NO_ADDRESS = (LAST_PART + 1) * STATES;
const ASCII = 128;
/** The next state, for each state and character. */
const NEXT = new Uint8Array((NO_ADDRESS + 1) * ASCII).fill(NO_ADDRESS);
for (let part = 0; part <= LAST_PART; part += 1) {
  const row = (state: number): number => (part * STATES + state) * ASCII;
  for (const [from, characters, to] of PART) {
    for (const character of characters) NEXT[row(from) + character.charCodeAt(0)] = part * STATES + to;
  }
  if (part === LAST_PART) break;
  for (let state = ONE; state <= WHOLE; state += 1) NEXT[row(state) + '.'.charCodeAt(0)] = (part + 1) * STATES;
}
/** `255.255.255.255` */
const LONGEST = 15;

/**
 * True for four decimal parts without leading zeros, which is the canonical text of an IPv4 address. By a table, because
 * both sides of every event are asked: a regular expression takes half as long again.
 */
export function isIpv4(text: string): boolean {
  const { length } = text;
  if (length > LONGEST) return false;
  let state = START;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ASCII) return false;
    state = NEXT[state * ASCII + code] as number;
  }
  return state > LAST_PART * STATES && state !== NO_ADDRESS;
}
