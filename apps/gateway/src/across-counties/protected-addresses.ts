import type { Directory } from '@lianfang/contract';
import { createRangeIndex, NOT_FOUND, parseCidr, type RangeIndex } from '@lianfang/locate';

/** Says whether some agency answers for an address; made anew when the directory is another. */
export class ProtectedAddresses {
  private made: { readonly of: Directory; readonly index: RangeIndex } | undefined;

  constructor(private readonly directory: () => Directory) {}

  has(address: string): boolean {
    return this.index().find(address) !== NOT_FOUND;
  }

  private index(): RangeIndex {
    const of = this.directory();
    if (this.made?.of !== of) this.made = { of, index: indexOf(of) };
    return this.made.index;
  }
}

function indexOf({ agencies }: Directory): RangeIndex {
  const entries = agencies.flatMap(({ ranges }, value) =>
    ranges.flatMap((text) => {
      const range = parseCidr(text);
      return range.ok ? [{ range: range.value, value }] : []; // refused where the directory was read
    }),
  );
  return createRangeIndex(entries);
}
