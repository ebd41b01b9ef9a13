import { readId, readName } from '../scalar';
import { firstStated } from './fields';

/** Names and ids that belong together, in the order in which they are looked for. */
const RULES = [
  { names: ['attack', 'attackname', 'attack_name'], ids: ['attackid', 'attack_id'] },
  { names: ['virus'], ids: ['virusid'] },
  { names: ['signature_subclass'], ids: ['signature_id'] },
  { names: ['policyname', 'policy'], ids: ['policyid'] },
];

/**
 * The attack, else the virus, else FortiWeb's signature, else the firewall's policy (policy 0 is the one at the end that
 * refuses the rest). An event of the device itself has no rule.
 */
export function readRule(
  fields: ReadonlyMap<string, string>,
  kind: string,
): { readonly id?: string; readonly name?: string } {
  if (kind === 'event') return {};
  for (const { names, ids } of RULES) {
    const id = readId(firstStated(fields, ids));
    const name = readName(firstStated(fields, names));
    if (id !== undefined || name !== undefined) return { ...(id && { id }), ...(name && { name }) };
  }
  return {};
}
