const GROUPS = 8;
/** A single group of zeros is written out (RFC 5952, 4.2.2). */
const LEAST_RUN = 2;

/** The text of an IPv6 address as RFC 5952 asks. @param words four words of 32 bits, as `parseIpv6` gives them. */
export function formatIpv6(words: Uint32Array): string {
  const run = longestRun(words);
  let text = '';
  for (let group = 0; group < GROUPS; group += 1) {
    if (group === run.from) {
      text += '::';
      group = run.to - 1;
    } else {
      text += group === 0 || group === run.to ? groupText(words, group) : `:${groupText(words, group)}`;
    }
  }
  return text;
}

function groupText(words: Uint32Array, group: number): string {
  return groupOf(words, group).toString(16);
}

function groupOf(words: Uint32Array, group: number): number {
  const word = words[group >> 1] as number;
  return group % 2 === 0 ? word >>> 16 : word & 0xffff;
}

/** The first of the longest runs of groups that are zero; from and to are -1 where none is long enough. */
function longestRun(words: Uint32Array): { readonly from: number; readonly to: number } {
  const longest = { from: -1, to: -1 };
  let from = 0;
  for (let group = 0; group <= GROUPS; group += 1) {
    if (group < GROUPS && groupOf(words, group) === 0) continue;
    if (group - from >= LEAST_RUN && group - from > longest.to - longest.from) {
      longest.from = from;
      longest.to = group;
    }
    from = group + 1;
  }
  return longest;
}
