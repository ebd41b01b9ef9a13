/** Alerts of known times, and what must come of them by Taipei day and hour: counted here, by the calendar. */
export interface TierFile {
  readonly records: readonly { readonly key: string; readonly value: string }[];
  /** Events by Taipei day (`2026-11-01`). */
  readonly byDay: ReadonlyMap<string, number>;
  /** Events by Taipei hour (`2026-11-01 23`). */
  readonly byHour: ReadonlyMap<string, number>;
  /** Events of New Taipei by Taipei day. */
  readonly newTaipeiByDay: ReadonlyMap<string, number>;
}

/** Any calendar but that of this machine: it is made for Taipei by the platform, not by our arithmetic. */
const TAIPEI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Taipei',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** The Taipei day and hour of an instant: `2026-11-01`, `23`. */
export function taipeiOf(instant: number): { readonly day: string; readonly hour: string } {
  const part = Object.fromEntries(TAIPEI.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { day: `${part['year']}-${part['month']}-${part['day']}`, hour: part['hour'] ?? '' };
}

/** Makes one alert at each of these instants; `first` numbers them, so that none repeats one of another file. */
export function makeTierFile(instants: readonly number[], first = 0): TierFile {
  const [byDay, byHour, newTaipeiByDay] = [new Map<string, number>(), new Map(), new Map()];
  const records = instants.map((time, at) => {
    const index = first + at;
    const network = 8 + ((index * 7) % 176);
    const { day, hour } = taipeiOf(time);
    add(byDay, day);
    add(byHour, `${day} ${hour}`);
    if (network < 16) add(newTaipeiByDay, day);
    return { key: `sensor-${index % 16}`, value: alert({ index, network, time }) };
  });
  return { records, byDay, byHour, newTaipeiByDay };
}

function add(sums: Map<string, number>, key: string): void {
  sums.set(key, (sums.get(key) ?? 0) + 1);
}

function alert({ index, network, time }: { index: number; network: number; time: number }): string {
  return JSON.stringify({
    timestamp: new Date(time).toISOString().replace('Z', '+0000'),
    flow_id: 7_000_000 + index,
    event_type: 'alert',
    src_ip: `198.51.100.${index % 254}`,
    src_port: 40_000 + (index % 20_000),
    dest_ip: `10.${network}.3.4`,
    dest_port: 443,
    proto: 'TCP',
    alert: {
      action: index % 5 === 0 ? 'allowed' : 'blocked',
      gid: 1,
      signature_id: 9_100_001 + (index % 5),
      signature: 'LF TEST tiers',
      category: index % 2 === 0 ? 'Attempted Administrator Privilege Gain' : 'Attempted Denial of Service',
      severity: 1 + (index % 3),
    },
  });
}
