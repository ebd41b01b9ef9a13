import { readId, readName } from '../scalar';
import { labelled } from './cef-keys';
import type { CefLine } from './cef-line';

/** ECS `rule.id` and `rule.name`. */
export interface Rule {
  readonly id?: string;
  readonly name?: string;
}

type RuleReader = (line: CefLine) => Rule | undefined;

/** Vendors whose event class names a kind of log and not a rule, by the header's vendor in lower case. */
const READERS: Readonly<Record<string, RuleReader>> = {
  'palo alto networks': panOsThreat,
  fortinet: fortiGateSignature,
  'check point': checkPointRule,
  forcepoint: ({ fields, name }) => stated(labelled(fields, new Set(['ruleid', 'rule id', 'rule_id'])), name),
};

/** The signature or policy that a vendor is known to name, else event class and name. */
export function readRule(line: CefLine): Rule {
  const vendor = line.vendor.toLowerCase();
  const known = Object.hasOwn(READERS, vendor) ? READERS[vendor]?.(line) : undefined;
  return known ?? made(line.classId, line.name);
}

/** `Name of the threat(12345)` in `cat`; `(9999)` without a name is no signature. */
const PAN_THREAT = /^(.{1,480}?) ?\((\d{1,12})\)$/;

function panOsThreat({ fields }: CefLine): Rule | undefined {
  const match = PAN_THREAT.exec(fields.get('PanOSThreatID') ?? fields.get('cat') ?? '');
  if (match) return made(match[2], match[1]);
  const name = fields.get('PanOSThreatNameFirewall');
  return name === undefined ? undefined : made(fields.get('PanOSThreatID'), name);
}

function fortiGateSignature({ fields }: CefLine): Rule | undefined {
  const attack = fields.get('FTNTFGTattack');
  if (attack !== undefined) return made(fields.get('FTNTFGTattackid'), attack);
  const virus = fields.get('FTNTFGTvirus');
  return virus === undefined ? undefined : made(fields.get('FTNTFGTvirusid'), virus);
}

const CHECK_POINT_NAMES: ReadonlySet<string> = new Set([
  'application rule name',
  'dlp rule name',
  'threat prevention rule name',
  'rule name',
]);
const PROTECTION_ID: ReadonlySet<string> = new Set(['protection id']);
const PROTECTION_NAME: ReadonlySet<string> = new Set(['protection name']);
const RULE_ID: ReadonlySet<string> = new Set(['threat prevention rule id']);

function checkPointRule({ fields }: CefLine): Rule | undefined {
  const protection = fields.get('protection_name') ?? labelled(fields, PROTECTION_NAME);
  if (protection !== undefined) {
    return made(fields.get('protection_id') ?? labelled(fields, PROTECTION_ID), protection);
  }
  const id = fields.get('rule_uid') ?? labelled(fields, RULE_ID);
  return stated(id, fields.get('rule_name') ?? labelled(fields, CHECK_POINT_NAMES));
}

function stated(id: string | undefined, name: string | undefined): Rule | undefined {
  return id === undefined && name === undefined ? undefined : made(id, name);
}

function made(id: string | undefined, name: string | undefined): Rule {
  const [ruleId, ruleName] = [readId(id), readName(name)];
  return { ...(ruleId && { id: ruleId }), ...(ruleName && { name: ruleName }) };
}
