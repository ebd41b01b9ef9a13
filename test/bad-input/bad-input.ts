import type { RejectionCode } from '@lianfang/contract';
import type { Seen } from './collector-in-memory';
import { WHOLE, type Spelling } from './spellings';

/** What must become of a record: of a counted one, all that is stated must be so. */
export type Wanted =
  | { readonly counted: Partial<Extract<Seen, { kind: 'counted' }>> }
  | { readonly ignored: string }
  | { readonly rejected: RejectionCode };

/** One record that a sensor, an attacker or a broken relay may send. */
export interface BadInput {
  /** Unique within its group. */
  readonly name: string;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string>>;
  /** The Kafka key; without one, the test gives each record a sensor of its own. */
  readonly key?: Buffer | string;
  readonly wanted: Wanted;
}

/** All records of one item of the list in README.md. */
export interface BadInputGroup {
  readonly item: string;
  readonly about: string;
  /** @param at ms since 1970 UTC, a whole second: when the events are said to have happened. */
  readonly records: (at: number) => readonly BadInput[];
}

/** What is seen of a whole line in this spelling, for {@link WHOLE}. */
export function wholeLine(
  spelling: Spelling,
  at: number,
): { counted: Extract<Wanted, { counted: object }>['counted'] } {
  return {
    counted: {
      format: spelling.format,
      time: at,
      source: { ip: '203.0.113.9', port: 51544 },
      destination: { ip: '10.8.3.4', port: 443 },
      rule: ruleOf(spelling),
      count: 1,
      county: '65000',
    },
  };
}

function ruleOf({ name }: Spelling): string {
  if (name === 'zeek row') return 'SSH::Password_Guessing';
  return name === 'cisco 106100' ? WHOLE.rule.replaceAll(' ', '_') : WHOLE.rule;
}
