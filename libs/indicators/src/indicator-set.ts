import { isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from '@lianfang/addresses';
import { CENTRE_ONLY, NATIONAL, type IndicatorMatch, type Side } from '@lianfang/contract';
import { domainName } from './domain-name';
import { IndicatorKey } from './indicator-key';
import type { Dictionaries } from './indicator-record';
import type { IndicatorTable } from './indicator-table';

/** What a set is asked for: the words of one event in one of its fields. */
export interface Observable {
  /** An address, or a domain. */
  readonly kind: 'address' | 'domain';
  /** By its ECS name. */
  readonly field: string;
  readonly value: string;
}

/** Whose event it is, and of when. */
export interface Occasion {
  /** 5-digit code, or `unlocated`. */
  readonly county: string;
  /** Event time, milliseconds since 1970 UTC. */
  readonly time: number;
  /** The side that people of the county don't see, where there is one. */
  readonly masked?: Side | undefined;
}

/** Called for each entry that fits, with who may learn of it. */
type Visit = (entry: number, scope: readonly string[]) => void;

/** What a set is made of; see `IndicatorReader`. */
export interface IndicatorSetParts {
  readonly hash: string;
  readonly size: number;
  readonly repeated: number;
  readonly table: IndicatorTable;
  readonly dictionaries: Dictionaries;
  /** Prefix lengths that networks of each family have; longest first. */
  readonly prefixes: { readonly ipv4: readonly number[]; readonly ipv6: readonly number[] };
  readonly hasDomains: boolean;
}

/** Shared indicators as they are looked for. Made by an `IndicatorReader`, never changed. */
export class IndicatorSet {
  private readonly key = new IndicatorKey();
  private readonly words = new Uint32Array(4);

  constructor(private readonly parts: IndicatorSetParts) {}

  /** SHA-256 of the file. */
  get hash(): string {
    return this.parts.hash;
  }

  /** Indicators in force. */
  get size(): number {
    return this.parts.size;
  }

  /** Lines that said again what an earlier one had said. */
  get repeated(): number {
    return this.parts.repeated;
  }

  /** False where nobody need look for domains. */
  get hasDomains(): boolean {
    return this.parts.hasDomains;
  }

  /** Calls for each entry that a value names and that is for this occasion: the narrowest first. */
  visit({ kind, value }: Omit<Observable, 'field'>, occasion: Occasion, visit: Visit): void {
    const visitKey = (key: IndicatorKey): void => this.visitKey(key, occasion, visit);
    if (kind === 'domain') this.visitDomain(value, visitKey);
    else this.visitAddress(value, visitKey);
  }

  /** An entry as it is shown. */
  describe(entry: number): IndicatorMatch['indicator'] {
    return this.parts.table.record(entry).describe(this.parts.dictionaries);
  }

  private visitAddress(text: string, visit: (key: IndicatorKey) => void): void {
    const { ipv4, ipv6 } = this.parts.prefixes;
    const address = parseIpv4(text);
    if (address !== NOT_AN_ADDRESS) {
      for (const prefix of ipv4) visit(this.key.ipv4(address, prefix));
    } else if (parseIpv6(text, this.words)) {
      const mapped = isMappedIpv4(this.words) ? this.words[3] : undefined;
      if (mapped === undefined) for (const prefix of ipv6) visit(this.key.ipv6(this.words, prefix));
      else for (const prefix of ipv4) visit(this.key.ipv4(mapped, prefix));
    }
  }

  private visitDomain(text: string, visit: (key: IndicatorKey) => void): void {
    const name = domainName(text);
    if (name === undefined) return;
    visit(this.key.domain(name, false));
    for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
      visit(this.key.domain(name.slice(dot + 1), true));
    }
  }

  private visitKey(key: IndicatorKey, { county, time }: Occasion, visit: Visit): void {
    const { table, dictionaries } = this.parts;
    for (let entry = table.first(key); entry !== -1; entry = table.next(entry)) {
      const record = table.record(entry);
      const scope = dictionaries.scopes[record.scope] ?? [];
      if (record.isValidAt(time) && isInScope(scope, county)) visit(entry, scope);
    }
  }
}

/** What only the centre may know is looked for everywhere: only the centre is told. */
function isInScope(scope: readonly string[], county: string): boolean {
  return scope.includes(NATIONAL) || scope.includes(CENTRE_ONLY) || scope.includes(county);
}
