/** The longest line has some 80 fields; what looks like one more than this often is not looked at. */
const MOST_FIELDS = 256;
/** What may be a key stands at the start or after a comma, and before a colon and a blank. */
const KEY = /(?:^|, ?)([A-Za-z][\w-]{0,31}(?: [A-Za-z]{1,16}){0,3}):(?: |$)/g;
/** Nearly all keys are words in one, `AccessControlRuleName`, `ACPolicy`; text seldom has such. */
const CAMEL_CASE = /^(?=.{0,31}[a-z])[A-Z][A-Za-z]{0,30}[A-Z][A-Za-z]{0,30}$/;
const OTHER_KEYS = new Set([
  ...'Classification Client DE GID HTTPResponse Message Policy Priority Protocol Revision SID Sinkhole URI URL User'.split(
    ' ',
  ),
  ...'DNS_Sinkhole DNS_TTL MPLS_Label SHA_Disposition VLAN_ID DNSQuery originalClientSrcIP URLSICategory'.split(' '),
  'Endpoint Profile',
  'Prefilter Policy',
  'Security Group',
  'Tunnel or Prefilter Rule',
]);

/**
 * Reads Firepower's `Key: value, Key: value`. A value may hold commas and colons: it ends where the next key begins. Of a
 * key that occurs twice the first wins, because addresses stand before what a stranger chose (a URL, a user agent).
 */
export function readFirepowerFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let key: string | undefined;
  let start = 0;
  let left = MOST_FIELDS;
  for (const match of text.matchAll(KEY)) {
    const found = match[1] ?? '';
    if (left === 0) return fields;
    left -= 1;
    if (!isKey(found)) continue;
    if (key !== undefined) keep(fields, key, text.slice(start, match.index));
    key = found;
    start = match.index + match[0].length;
  }
  if (key !== undefined) keep(fields, key, text.slice(start));
  return fields;
}

function isKey(word: string): boolean {
  return CAMEL_CASE.test(word) || OTHER_KEYS.has(word) || word.startsWith('SSL') || word.startsWith('DNS');
}

function keep(fields: Map<string, string>, key: string, value: string): void {
  const plain = value.trim().replace(/^"(.*)"$/s, '$1');
  if (plain !== '' && !fields.has(key)) fields.set(key, plain);
}
