import type { ThreatEvent } from '@lianfang/contract';

/** Stands for the address of a machine that another county protects. */
export const MASKED_SOURCE = 'masked';

/** Longest rule name that is kept in a list. */
const LONGEST_NAME = 160;
/** Rule keys kept at hand; beyond it they are made anew. */
const MOST_RULE_KEYS = 20_000;
const PORTS = 65_536;

/** The address of the side that opened the connection. */
export function sourceOf({ initiator, source, destination }: ThreatEvent): string | undefined {
  return initiator === 'source' ? source.ip : destination.ip;
}

/** Port texts, made once: joining texts for each event would cost more than counting it. */
const texts = { tcp: new Array<string | undefined>(PORTS), udp: new Array<string | undefined>(PORTS) };

/** The port of the side that was called, with its transport: `443/tcp`; the port alone where no transport is known. */
export function portKey({ initiator, source, destination, transport }: ThreatEvent): string | undefined {
  const port = initiator === 'source' ? destination.port : source.port;
  if (port === undefined) return undefined;
  if (transport !== 'tcp' && transport !== 'udp')
    return transport === undefined ? String(port) : `${port}/${transport}`;
  return (texts[transport][port] ??= `${port}/${transport}`);
}

/** Names rules: ids of two formats are never the same rule, and a rule without an id goes by its name. */
export class RuleKeys {
  private formats = new Map<string, Map<string, string>>();
  private size = 0;

  of({ format, rule }: ThreatEvent): string | undefined {
    const own = rule.id ?? rule.name;
    if (own === undefined) return undefined;
    const known = this.formats.get(format)?.get(own);
    return known ?? this.make(format, own);
  }

  private make(format: string, own: string): string {
    if (this.size >= MOST_RULE_KEYS) {
      this.formats = new Map();
      this.size = 0;
    }
    const keys = this.formats.get(format) ?? new Map<string, string>();
    const key = `${format}:${shortened(own)}`;
    this.formats.set(format, keys.set(own, key));
    this.size += 1;
    return key;
  }
}

/** A name as it is kept: hostile text of bounded length, never cut within a character. */
export function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…`;
}
