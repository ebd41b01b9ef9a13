/** Positions that all types share, and those of records about a connection (TRAFFIC, THREAT and their like). */
export const COLUMN = {
  received: 1,
  serial: 2,
  type: 3,
  subtype: 4,
  generated: 6,
  source: 7,
  destination: 8,
  rule: 11,
  session: 22,
  repeat: 23,
  sourcePort: 24,
  destinationPort: 25,
  transport: 29,
  action: 30,
} as const;

/** THREAT. A release only ever adds columns at the end. */
export const THREAT = {
  threatId: 32,
  category: 33,
  severity: 34,
  direction: 35,
  sequence: 36,
  device: 59,
  threatCategory: 69,
  preciseTime: 107,
} as const;

/** TRAFFIC. */
export const TRAFFIC = { sequence: 39, endReason: 46, device: 52, preciseTime: 102 } as const;

/** CORRELATION. */
export const CORRELATION = { category: 10, severity: 11, device: 17, objectName: 19, objectId: 20 } as const;

/** GLOBALPROTECT since PAN-OS 9.1. */
export const GLOBAL_PROTECT = { event: 8, publicAddress: 15, status: 28, preciseTime: 36 } as const;

/** SYSTEM. */
export const SYSTEM = { event: 8, severity: 13, description: 14, device: 22, preciseTime: 25 } as const;

/** AUTHENTICATION. */
export const AUTHENTICATION = { address: 8, event: 20 } as const;

/** A type of record: what it is ignored as, where its addresses stand, and where its precise time. */
export interface RecordType {
  readonly what: string;
  /** True where columns 7 to 30 are those of a connection. */
  readonly isConnection?: boolean;
  /** Column of the one address that it has, of a client or an administrator. */
  readonly address?: number;
  readonly device?: number;
  /** Column of the time with milliseconds and zone, since PAN-OS 10.0. */
  readonly preciseTime?: number;
}

/** All types that PAN-OS writes. */
export const RECORD_TYPES: ReadonlyMap<string, RecordType> = new Map([
  ['TRAFFIC', { what: 'traffic', isConnection: true, device: TRAFFIC.device, preciseTime: TRAFFIC.preciseTime }],
  ['THREAT', { what: 'threat', isConnection: true, device: THREAT.device, preciseTime: THREAT.preciseTime }],
  ['CORRELATION', { what: 'correlation', address: COLUMN.source, device: CORRELATION.device }],
  ['SYSTEM', { what: 'system', device: SYSTEM.device, preciseTime: SYSTEM.preciseTime }],
  ['CONFIG', { what: 'config', address: 7, preciseTime: 25 }],
  ['HIPMATCH', { what: 'hipmatch', address: 11, preciseTime: 30 }],
  ['HIP-MATCH', { what: 'hipmatch', address: 11, preciseTime: 30 }],
  ['USERID', { what: 'userid', address: 8, preciseTime: 33 }],
  ['IPTAG', { what: 'iptag', address: 8 }],
  ['GLOBALPROTECT', { what: 'globalprotect', address: 15, preciseTime: GLOBAL_PROTECT.preciseTime }],
  ['AUTHENTICATION', { what: 'authentication', address: AUTHENTICATION.address }],
  ['DECRYPTION', { what: 'decryption', isConnection: true }],
  ['TUNNEL', { what: 'tunnel', isConnection: true }],
  ['GTP', { what: 'gtp', isConnection: true }],
  ['SCTP', { what: 'sctp', isConnection: true }],
  ['AUDIT', { what: 'audit' }],
]);
