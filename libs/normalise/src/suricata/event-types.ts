/** Event types of EVE that are no threats, as Suricata 3 to 8 write them. Others are ignored as `other`. */
const SIGNS_OF_LIFE: ReadonlySet<string> = new Set([
  'anomaly',
  'arp',
  'bittorrent_dht',
  'dcerpc',
  'dhcp',
  'dnp3',
  'dns',
  'doh2',
  'email',
  'engine',
  'enip',
  'fileinfo',
  'flow',
  'frame',
  'ftp',
  'ftp_data',
  'http',
  'http2',
  'ike',
  'ikev2',
  'krb5',
  'ldap',
  'mdns',
  'metadata',
  'modbus',
  'mqtt',
  'netflow',
  'nfs',
  'packet',
  'pgsql',
  'pop3',
  'quic',
  'rdp',
  'rfb',
  'sip',
  'smb',
  'smtp',
  'snmp',
  'ssh',
  'stats',
  'template',
  'tftp',
  'tls',
  'traffic_id',
  'websocket',
]);

/** The kind under which a record is ignored: a bounded vocabulary, whatever senders write. */
export function ignoredKind(eventType: string | undefined): string {
  return eventType !== undefined && isSignOfLife(eventType) ? eventType : 'other';
}

/** True for an event type that is no threat, and is ignored under its own name. */
export function isSignOfLife(eventType: string): boolean {
  return SIGNS_OF_LIFE.has(eventType);
}

/** True for an event type that only Suricata writes or that stands in our list. */
export function isEventType(eventType: string): boolean {
  return eventType === 'alert' || eventType === 'drop' || isSignOfLife(eventType);
}
