import type { Category } from '@lianfang/contract';

/** MITRE ATT&CK tactics by name, lower case. */
const TACTICS: Readonly<Record<string, Category>> = {
  reconnaissance: 'information-gathering',
  discovery: 'information-gathering',
  'initial access': 'intrusion-attempts',
  'credential access': 'intrusion-attempts',
  execution: 'intrusions',
  persistence: 'intrusions',
  'privilege escalation': 'intrusions',
  'defense evasion': 'intrusions',
  'lateral movement': 'intrusions',
  'command and control': 'malicious-code',
  collection: 'information-content-security',
  exfiltration: 'information-content-security',
  impact: 'availability',
};

/** What an attacker who does this is after, or undefined for a name that is no tactic. */
export function categoryOfTactic(name: string | undefined): Category | undefined {
  return name !== undefined && Object.hasOwn(TACTICS, name) ? TACTICS[name] : undefined;
}
