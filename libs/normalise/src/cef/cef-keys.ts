/** Short name, then the long names that the dictionary and vendors have for it. */
const NAMES: readonly string[] = [
  'src sourceAddress',
  'dst destinationAddress',
  'spt sourcePort',
  'dpt destinationPort',
  'proto transportProtocol',
  'act deviceAction',
  'rt deviceReceiptTime receiptTime',
  'start startTime',
  'end endTime EndTime',
  'dtz deviceTimeZone',
  'dvchost deviceHostName deviceHostname',
  'dvc deviceAddress',
  'deviceExternalId deviceExternalID',
  'c6a1 deviceCustomIPv6Address1',
  'c6a2 deviceCustomIPv6Address2',
  'c6a3 deviceCustomIPv6Address3',
  'c6a4 deviceCustomIPv6Address4',
  'c6a2Label deviceCustomIPv6Address2Label',
  'c6a3Label deviceCustomIPv6Address3Label',
  'cnt baseEventCount',
  'repeatCount',
  'cat deviceEventCategory CAT',
  'app applicationProtocol',
  'outcome eventOutcome',
  'reason',
  'msg message',
  'flexString2',
  // Check Point
  'rule_uid',
  'rule_name',
  'rule_action',
  'origin',
  'loguid',
  'product',
  'operation',
  'administrator',
  'cp_severity',
  'service_id',
  'client_ip',
  'protection_name',
  'protection_id',
  'time',
  // FortiGate
  'FTNTFGTeventtime',
  'FTNTFGTtz',
  'FTNTFGTutmaction',
  'FTNTFGTattack',
  'FTNTFGTattackid',
  'FTNTFGTvirus',
  'FTNTFGTvirusid',
  'FTNTFGTcrlevel',
  'FTNTFGTseverity',
  'FTNTFGTsubtype',
  'FTNTFGTtype',
  'FTNTFGTpolicyid',
  'FTNTFGTpolicyname',
  'FTNTFGTdirection',
  // Palo Alto Networks
  'PanOSThreatID',
  'PanOSThreatNameFirewall',
  'PanOSDirectionOfAttack',
  'PanOSTimeGeneratedHighResolution',
  // Ubiquiti
  'UNIFIutcTime',
  'UNIFIhost',
  'UNIFIcategory',
  'UNIFIsubCategory',
  'UNIFIipsSignature',
];

const CUSTOM_STRINGS = Array.from({ length: 15 }, (_, index) => index + 1).flatMap((number): [string, string][] => [
  [`cs${number}`, `cs${number}`],
  [`cs${number}Label`, `cs${number}Label`],
  [`deviceCustomString${number}`, `cs${number}`],
  [`deviceCustomString${number}Label`, `cs${number}Label`],
]);

const WANTED: ReadonlyMap<string, string> = new Map([
  ...NAMES.flatMap((names) => {
    const all = names.split(' ');
    return all.map((name): [string, string] => [name, all[0] ?? name]);
  }),
  ...CUSTOM_STRINGS,
]);

/** The short name of a key that we read, or undefined. */
export function wantedName(key: string): string | undefined {
  return WANTED.get(key);
}

/** Letters, digits, and `_ . , - [ ]`, which vendors use in names of their own. */
export function isKeyCharacter(code: number): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  if (code >= 0x30 && code <= 0x39) return true;
  if (code >= 0x41 && code <= 0x5b) return true;
  return code === 0x5f || code === 0x2e || code === 0x2c || code === 0x2d || code === 0x5d;
}

const LABELS: readonly (readonly [label: string, value: string])[] = Array.from({ length: 15 }, (_, index) => [
  `cs${index + 1}Label`,
  `cs${index + 1}`,
]);

/** The value of the custom string whose label says one of these, in lower case; undefined without such a label. */
export function labelled(fields: ReadonlyMap<string, string>, labels: ReadonlySet<string>): string | undefined {
  for (const [label, value] of LABELS) {
    const text = fields.get(label);
    if (text !== undefined && labels.has(text.toLowerCase())) return fields.get(value);
  }
  return undefined;
}
