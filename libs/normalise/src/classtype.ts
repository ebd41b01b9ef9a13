import type { Category } from '@lianfang/contract';
import { remembering } from './remembering';

/**
 * Descriptions of rule classes as Snort, Suricata and Emerging Threats ship them (`classification.config`), in lower
 * case. `name` means that the class says nothing of the method: the rule's name decides first, then the category here.
 */
const CLASSES: Readonly<Record<string, readonly [Category, 'name'?]>> = {
  'not suspicious traffic': ['other', 'name'],
  'unknown traffic': ['other', 'name'],
  'potentially bad traffic': ['other', 'name'],
  'attempted information leak': ['information-gathering'],
  'information leak': ['information-content-security'],
  'large scale information leak': ['information-content-security'],
  'attempted denial of service': ['availability'],
  'denial of service': ['availability'],
  'detection of a denial of service attack': ['availability'],
  'attempted user privilege gain': ['intrusion-attempts'],
  'unsuccessful user privilege gain': ['intrusion-attempts'],
  'successful user privilege gain': ['intrusions'],
  'attempted administrator privilege gain': ['intrusion-attempts'],
  'successful administrator privilege gain': ['intrusions'],
  'decode of an rpc query': ['information-gathering'],
  'executable code was detected': ['intrusion-attempts'],
  'a suspicious string was detected': ['intrusion-attempts', 'name'],
  'a suspicious filename was detected': ['malicious-code'],
  'an attempted login using a suspicious username was detected': ['intrusion-attempts'],
  'a system call was detected': ['intrusion-attempts'],
  'a tcp connection was detected': ['other', 'name'],
  'a network trojan was detected': ['malicious-code'],
  'a client was using an unusual port': ['other', 'name'],
  'detection of a network scan': ['information-gathering'],
  'detection of a non-standard protocol or event': ['other', 'name'],
  'generic protocol command decode': ['other', 'name'],
  'access to a potentially vulnerable web application': ['intrusion-attempts'],
  'web application attack': ['intrusion-attempts'],
  'misc activity': ['other', 'name'],
  'misc attack': ['intrusion-attempts', 'name'],
  'generic icmp event': ['other', 'name'],
  'inappropriate content was detected': ['abusive-content'],
  'score! get the lotion!': ['abusive-content'],
  'potential corporate privacy violation': ['other', 'name'],
  'attempt to login by a default username and password': ['intrusion-attempts'],
  'targeted malicious activity was detected': ['malicious-code'],
  'exploit kit activity detected': ['malicious-code'],
  'device retrieving external ip address detected': ['other'],
  'domain observed used for c2 detected': ['malicious-code'],
  'possibly unwanted program detected': ['malicious-code'],
  'successful credential theft detected': ['fraud'],
  'possible social engineering attempted': ['fraud'],
  'crypto currency mining activity detected': ['fraud'],
  'malware command and control activity detected': ['malicious-code'],
  'known malware command and control traffic': ['malicious-code'],
  'known malicious file or file based exploit': ['malicious-code'],
  'known client side exploit attempt': ['intrusion-attempts'],
  'sensitive data was transmitted across the network': ['information-content-security'],
  'senstive data': ['information-content-security'],
  'sensitive data': ['information-content-security'],
};

/** Short names of the same classes, where a sensor writes those. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  'trojan-activity': 'a network trojan was detected',
  'command-and-control': 'malware command and control activity detected',
  'domain-c2': 'domain observed used for c2 detected',
  'exploit-kit': 'exploit kit activity detected',
  'coin-mining': 'crypto currency mining activity detected',
  'credential-theft': 'successful credential theft detected',
  'social-engineering': 'possible social engineering attempted',
  'targeted-activity': 'targeted malicious activity was detected',
  'pup-activity': 'possibly unwanted program detected',
  'attempted-recon': 'attempted information leak',
  'successful-recon-limited': 'information leak',
  'successful-recon-largescale': 'large scale information leak',
  'attempted-dos': 'attempted denial of service',
  'successful-dos': 'denial of service',
  'denial-of-service': 'detection of a denial of service attack',
  'attempted-user': 'attempted user privilege gain',
  'successful-user': 'successful user privilege gain',
  'attempted-admin': 'attempted administrator privilege gain',
  'successful-admin': 'successful administrator privilege gain',
  'web-application-attack': 'web application attack',
  'web-application-activity': 'access to a potentially vulnerable web application',
  'network-scan': 'detection of a network scan',
  'shellcode-detect': 'executable code was detected',
  'suspicious-login': 'an attempted login using a suspicious username was detected',
  'default-login-attempt': 'attempt to login by a default username and password',
  'misc-attack': 'misc attack',
  'misc-activity': 'misc activity',
  'bad-unknown': 'potentially bad traffic',
  'policy-violation': 'potential corporate privacy violation',
  'protocol-command-decode': 'generic protocol command decode',
};

/** What a rule class says: a category, and whether the rule's name may say it better. Undefined for unknown classes. */
export function categoryOfClass(
  description: string,
): { readonly category: Category; readonly vague: boolean } | undefined {
  return ofText(description);
}

const ofText = remembering((description: string) => {
  const key = description.trim().toLowerCase();
  const full = Object.hasOwn(SHORT_NAMES, key) ? (SHORT_NAMES[key] ?? key) : key;
  const entry = Object.hasOwn(CLASSES, full) ? CLASSES[full] : undefined;
  return entry && { category: entry[0], vague: entry[1] === 'name' };
});
