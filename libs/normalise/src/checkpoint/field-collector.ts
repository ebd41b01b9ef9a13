/** Our name for a field, then other names that Check Point's exporters have for it. Lower case, blanks as `_`. */
const NAMES: readonly string[] = [
  'action',
  'administrator',
  'app_category',
  'app_rule_id app_rule_uid',
  'app_rule_name',
  'attack attack_name',
  'audit_status',
  'auth_status',
  'categories',
  'client_ip',
  'date',
  'dlp_rule_name',
  'dlp_rule_uid',
  'dst destination',
  'email_control',
  'hostname',
  'loguid uuid',
  'malware_action',
  'malware_family',
  'malware_rule_id',
  'malware_rule_name',
  'match_id',
  'matched_category',
  'operation',
  'origin orig',
  'product productname',
  'protection_id',
  'protection_name',
  'protection_type',
  'proto protocol',
  'rule',
  'rule_action',
  'rule_name',
  'rule_uid',
  's_port sport_svc sport',
  'service svc d_port dport',
  'severity',
  'src source',
  'time',
  'verdict',
  'virus_name',
];
const WANTED: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap((names) => {
    const all = names.split(' ');
    return all.map((name): [string, string] => [name, all[0] ?? name]);
  }),
);
/** Written once for each layer of rules that judged the connection. */
const LAYERED: ReadonlySet<string> = new Set(['rule_action', 'rule_name', 'rule_uid']);
const MOST_LAYERS = 16;
const LONGEST_KEY = 64;
/** Beyond these a record is somebody's attempt to keep us busy. */
const MOST_PAIRS = 2048;
const LONGEST_VALUE = 2048;

/** Gathers the fields that we read, whatever their spelling. Of a repeated one the first is kept, and of rules all. */
export class FieldCollector {
  readonly fields = new Map<string, string>();
  private readonly layers = new Map<string, string[]>();
  private pairs = 0;

  /** True once a record has had all the pairs that one may have; what follows is not read. */
  get isFull(): boolean {
    return this.pairs >= MOST_PAIRS;
  }

  /** @param key as it is written; `Protection Name` and `protection_name` are the same. */
  put(key: string, text: string): void {
    this.pairs += 1;
    const name = key.length > LONGEST_KEY ? undefined : nameOf(key);
    if (name === undefined) return;
    const value = unescape(text.slice(0, LONGEST_VALUE).trim());
    if (value === '') return;
    if (!this.fields.has(name)) this.fields.set(name, value);
    if (LAYERED.has(name)) this.putLayer(name, value);
  }

  /** The values of a field that each layer writes. */
  layersOf(name: string): readonly string[] {
    return this.layers.get(name) ?? [];
  }

  private putLayer(name: string, value: string): void {
    const values = this.layers.get(name) ?? [];
    if (values.length < MOST_LAYERS) values.push(value);
    this.layers.set(name, values);
  }
}

function nameOf(key: string): string | undefined {
  return WANTED.get(key) ?? WANTED.get(key.trim().toLowerCase().replaceAll(' ', '_'));
}

function unescape(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\]\\=|;])/g, '$1') : text;
}
