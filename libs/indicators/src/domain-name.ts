import { domainToASCII } from 'node:url';

const LONGEST_NAME = 253;
/** Letters, digits, `-` and `_`; one label at least has a letter at the end, or it would be an address. */
const NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * A domain name as it is compared: lower case ASCII (Punycode), without the dot at its end.
 * @returns undefined for what is none, and for a name of one label: that would be a whole top-level domain.
 */
export function domainName(text: string): string | undefined {
  // Longer than any name in Unicode that could become one.
  if (text.length > LONGEST_NAME + 1) return undefined;
  const bare = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  if (NAME.test(bare)) return bare.length <= LONGEST_NAME ? bare : undefined;
  if (isAscii(bare)) return undefined;
  const ascii = domainToASCII(bare);
  return ascii.length <= LONGEST_NAME && NAME.test(ascii) ? ascii : undefined;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}
