import type { Category } from '@lianfang/contract';
import { remembering } from './remembering';

/**
 * Words in names of rules, in the order in which they are tried. Each pattern is an alternation of plain words, so its
 * cost is linear in the (bounded) text.
 */
const WORDS: readonly (readonly [RegExp, Category])[] = [
  [/\b(?:phish\w*|fraud\w*|impersonat\w*|typosquat\w*|coinminer|cryptominer|crypto ?mining|coin ?mining)\b/, 'fraud'],
  [
    /\b(?:malware|trojan|ransom\w*|virus|worm|botnet|backdoor|rootkit|spyware|adware|infostealer|stealer|keylogger|cobalt ?strike|cnc|c2|c&c|command and control|beacon\w*|dropper|rat|mirai|emotet|qakbot|sinkhole)\b/,
    'malicious-code',
  ],
  [/\b(?:ddos|dos|denial of service|flood\w*|amplification|slowloris|exhaustion)\b/, 'availability'],
  [/\b(?:spam|pornograph\w*|porn|inappropriate)\b/, 'abusive-content'],
  [/\b(?:webshell|web shell|compromised?|account takeover|privilege escalation|lateral movement)\b/, 'intrusions'],
  [/\b(?:exfiltrat\w*|data (?:leak|loss|theft)|dlp|leaked)\b/, 'information-content-security'],
  [
    /\b(?:brute[ -]?force\w*|password spray\w*|login|injection|sqli|xss|cross[ -]site|traversal|overflow|exploit\w*|shellcode|rce|remote code|code execution|command execution|deseriali[sz]ation|lfi|rfi|ssrf|xxe|log4j|log4shell|cve[-_ ]\d{4}|attack\w*|default credentials?|web_server|web_specific_apps)\b/,
    'intrusion-attempts',
  ],
  [
    /\b(?:scan|scans|scanner|scanning|nmap|masscan|zmap|zgrab|recon\w*|sweep|probe|probing|enumerat\w*|fingerprint\w*|sniff\w*|nikto|sqlmap|dirbuster|discovery|port ?sweep|port ?scan)\b/,
    'information-gathering',
  ],
  [
    /\b(?:reputation|block ?list\w*|blacklist\w*|dshield|spamhaus|cins active|known hostile|compromised or hostile)\b/,
    'intrusion-attempts',
  ],
  [/\b(?:vulnerab\w*|unpatched|misconfigur\w*|weak cipher|end of life)\b/, 'vulnerable'],
];

/** The category that the words of a rule's name speak of, or undefined. */
export function categoryOfWords(...texts: readonly (string | undefined)[]): Category | undefined {
  return ofText(texts.filter((one) => one !== undefined).join(' '));
}

/** A sensor has few rules, and ten patterns for each event of them would cost more than all else that is read. */
const ofText = remembering((text: string): Category | undefined => {
  const words = text.toLowerCase();
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
});
