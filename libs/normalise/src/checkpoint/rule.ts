import type { Disposition, ThreatEvent } from '@lianfang/contract';
import { readId, readName } from '../scalar';
import type { FieldCollector } from './field-collector';

/**
 * The protection that fired, else the rule that judged the connection: of several layers the one that did not accept,
 * where the connection was blocked, else the first.
 */
export function readRule(collected: FieldCollector, disposition: Disposition): ThreatEvent['rule'] {
  const { fields } = collected;
  const protection = fields.get('protection_name');
  const protectionId = fields.get('protection_id');
  if (protection !== undefined || protectionId !== undefined) {
    return made(protectionId, protection ?? fields.get('attack'));
  }
  const layer = disposition === 'blocked' ? blockingLayer(collected) : 0;
  const id = collected.layersOf('rule_uid')[layer] ?? firstOf(fields, RULE_IDS);
  return made(id, collected.layersOf('rule_name')[layer] ?? firstOf(fields, RULE_NAMES));
}

const RULE_IDS = ['rule_uid', 'malware_rule_id', 'app_rule_id', 'dlp_rule_uid', 'match_id', 'rule'];
const RULE_NAMES = ['rule_name', 'malware_rule_name', 'app_rule_name', 'dlp_rule_name', 'attack'];

function blockingLayer(collected: FieldCollector): number {
  const actions = collected.layersOf('rule_action');
  const layer = actions.findIndex((action) => !/^(?:accept|allow|inner layer)/i.test(action));
  const isClear = layer > 0 && collected.layersOf('rule_uid').length === actions.length;
  return isClear ? layer : 0;
}

function firstOf(fields: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  return names.map((name) => fields.get(name)).find((value) => value !== undefined);
}

function made(id: string | undefined, name: string | undefined): ThreatEvent['rule'] {
  const [ruleId, ruleName] = [readId(id), readName(name)];
  return { ...(ruleId && { id: ruleId }), ...(ruleName && { name: ruleName }) };
}
