import { readWord } from '../scalar';
import { isObject, own, type JsonObject } from '../source-record';

/** Logs that Zeek and its usual packages write: the kinds under which their records are ignored. */
const PATHS = new Set(
  (
    'analyzer broker capture_loss cluster config conn dce_rpc dhcp dnp3 dns dpd files ftp http intel irc kerberos ' +
    'known_certs known_hosts known_modbus known_services ldap ldap_search loaded_scripts modbus mqtt_connect ' +
    'mqtt_publish mqtt_subscribe mysql netcontrol netcontrol_drop notice_alarm ntlm ntp ocsp openflow packet_filter pe ' +
    'postgresql quic radius rdp reporter rfb signatures sip smb_files smb_mapping smtp snmp socks software ssh ssl stats ' +
    'syslog telemetry traceroute tunnel weird websocket wireguard x509'
  ).split(' '),
);
/** Fields that only one log has, for records that do not say which log they belong to. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['conn_state', 'conn'],
  ['qtype', 'dns'],
  ['trans_depth', 'http'],
  ['cipher', 'ssl'],
  ['fuid', 'files'],
];

/** The log's name as its records state it, or undefined. */
export function statedPath(document: JsonObject): string | undefined {
  return readWord(own(document, '_path'));
}

/** The kind under which a record of another log than notice is ignored. */
export function kindOfLog(document: JsonObject, path: string | undefined): string {
  const found = path ?? SIGNS.find(([sign]) => own(document, sign) !== undefined)?.[1];
  return found !== undefined && PATHS.has(found) ? found : 'other';
}

/** The Kafka plugin tags a record with its log: `{"notice":{"ts":…}}`. Gives the log's name and the record itself. */
export function untag(document: JsonObject): { readonly path?: string; readonly log: JsonObject } {
  const path = statedPath(document);
  if (path !== undefined) return { path, log: document };
  // Not Object.keys: a hostile document has a million of them.
  for (const key in document) {
    const inner = own(document, key);
    const isTag = isObject(inner) && (key === 'notice' || PATHS.has(key)) && own(inner, 'ts') !== undefined;
    return isTag ? { path: key, log: inner } : { log: document };
  }
  return { log: document };
}
