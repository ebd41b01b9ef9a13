/** Alerts of known sources, and the exact answers, counted here. */
export interface SourceFile {
  readonly records: readonly { readonly key: string; readonly value: string }[];
  /** Events by source address. */
  readonly bySource: ReadonlyMap<string, number>;
  /** Distinct sources of New Taipei (the agencies of 10.8.0.0/13). */
  readonly newTaipei: ReadonlySet<string>;
}

/** Every fourth event comes from one of three addresses; all others from an address that acts a few times. */
const LOUD = ['203.0.113.10', '203.0.113.20', '203.0.113.30'];

/** Makes `size` alerts of `now` from thousands of addresses, against all counties. */
export function makeSourceFile(size: number, now: number): SourceFile {
  const bySource = new Map<string, number>();
  const newTaipei = new Set<string>();
  const records = Array.from({ length: size }, (_, index) => {
    const source = index % 4 === 0 ? (LOUD[(index >> 2) % LOUD.length] ?? '') : quiet(index, size);
    const network = 8 + (index % 176);
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
    if (network < 16) newTaipei.add(source);
    return { key: `sensor-${index % 16}`, value: alertOf({ index, source, network, time: now }) };
  });
  return { records, bySource, newTaipei };
}

/** One alert of its own flow. */
export function alertOf(of: { index: number; source: string; network: number; time: number }): string {
  return JSON.stringify({
    timestamp: new Date(of.time).toISOString().replace('Z', '+0000'),
    flow_id: 5_000_000 + of.index,
    event_type: 'alert',
    src_ip: of.source,
    src_port: 40_000 + (of.index % 20_000),
    dest_ip: `10.${of.network}.3.4`,
    dest_port: of.index % 3 === 0 ? 22 : 443,
    proto: 'TCP',
    alert: {
      action: 'blocked',
      gid: 1,
      signature_id: 9_000_001 + (of.index % 5),
      signature: '<script>alert(1)</script> LF TEST',
      category: 'Attempted Administrator Privilege Gain',
      severity: 1,
    },
  });
}

function quiet(index: number, size: number): string {
  return `2001:db8:f000::${((index * 7_919) % Math.ceil(size / 3)).toString(16)}`;
}
