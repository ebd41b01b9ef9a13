const TAIPEI_MS = 8 * 3_600_000;

/** An alert on one address, of its own in the whole run. @param time milliseconds since 1970. */
export function probeLine(number: number, time: number, address: string): string {
  return JSON.stringify({
    timestamp: new Date(time + TAIPEI_MS).toISOString().replace('Z', '000+0800'),
    flow_id: 9_000_000_000 + number,
    event_type: 'alert',
    src_ip: '198.18.0.1',
    src_port: 40_000,
    dest_ip: address,
    dest_port: 443,
    proto: 'TCP',
    alert: {
      action: 'blocked',
      gid: 1,
      signature_id: 9_000_001,
      signature: 'LF SCAN many ports of one host',
      category: 'Detection of a Network Scan',
      severity: 3,
    },
    host: 'probe',
  });
}
