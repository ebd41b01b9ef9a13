import type { Category } from '@lianfang/contract';
import { categoryOfTactic } from '../attack-tactic';
import { categoryOfWords } from '../word-category';

/** Notices on Zeek itself, by what stands before `::`. */
const HEALTH = new Set(
  (
    'broker captureloss cluster loadbalancing management netcontrol notice packetfilter reporter stats supervisor ' +
    'telemetry'
  ).split(' '),
);
/** Gaps in what the sensor saw. */
const HEALTH_NOTES = new Set(['conn::content_gap', 'conn::ack_above_hole']);
/** Notices that say what is there, without fault. */
const INVENTORY_NOTES = new Set([
  'gridftp::data_channel',
  'protocoldetector::protocol_found',
  'protocoldetector::server_found',
  'software::software_version_change',
  'ssl::certificate_expires_soon',
]);

/** Notices whose own words do not say what they are. */
const BY_NOTE: Readonly<Record<string, Category>> = {
  'ftp::bruteforcing': 'intrusion-attempts',
  'ftp::site_exec_success': 'intrusions',
  'heartbleed::ssl_heartbeat_attack_success': 'intrusions',
  'ssh::login_by_password_guesser': 'intrusions',
  'ssh::password_guessing': 'intrusion-attempts',
  'smtp::suspicious_origination': 'abusive-content',
  'traceroute::detected': 'information-gathering',
};
/** The same by what stands before `::`. */
const BY_MODULE: Readonly<Record<string, Category>> = {
  heartbleed: 'intrusion-attempts',
  scan: 'information-gathering',
  ssl: 'vulnerable',
  teamcymrumalwarehashregistry: 'malicious-code',
};

/** The kind under which a notice is ignored, or undefined when it is a threat. */
export function noticeIgnoredAs(note: string): 'health' | 'inventory' | undefined {
  const key = note.toLowerCase();
  if (HEALTH.has(moduleOf(key)) || HEALTH_NOTES.has(key)) return 'health';
  return INVENTORY_NOTES.has(key) || moduleOf(key) === 'known' ? 'inventory' : undefined;
}

/** By the notice's name alone: its message is made of what the attacker sent. */
export function categoryOfNotice(note: string): Category {
  const key = note.toLowerCase();
  const words = key.replace(/::|_/g, ' ');
  const stated = Object.hasOwn(BY_NOTE, key) ? BY_NOTE[key] : undefined;
  // `ATTACK::Lateral_Movement`, as MITRE's own package names them.
  return (
    stated ?? categoryOfTactic(words.replace(/^attack /, '')) ?? ofModule(key) ?? categoryOfWords(words) ?? 'other'
  );
}

function ofModule(key: string): Category | undefined {
  const name = moduleOf(key);
  return Object.hasOwn(BY_MODULE, name) ? BY_MODULE[name] : undefined;
}

function moduleOf(key: string): string {
  const end = key.indexOf('::');
  return end < 0 ? '' : key.slice(0, end);
}
