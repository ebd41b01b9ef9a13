import { ecsAlert, ecsSignOfLife, eveAlert, eveSignOfLife, makeFacts } from './make-event';
import type { Random } from './random';

/** A record as it is sent to Kafka. */
export interface LoadRecord {
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly partition: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SENSORS = 12;
/** Clocks of these sensors are wrong by so much. */
const WRONG_CLOCKS = new Map([
  ['sensor-9', -2 * HOUR],
  ['sensor-10', 3 * MINUTE],
  ['sensor-11', 30 * MINUTE],
  ['sensor-12', -8 * 24 * HOUR],
]);
/** A re-sent record is one of the last so many of its sensor. */
const MEMORY = 400;
const TOO_LARGE_BYTES = 262_144 + 1;

/** How a load is made. */
export interface LoadOptions {
  /** Repeats come from at most so many records back of the same sensor. */
  readonly furthestRepeat?: number;
}

/**
 * Makes records without end: EVE and ECS alerts of several agencies and foreign sources, signs of life, repeats,
 * garbage, late and future events, sensors with wrong clocks. A seed decides everything but the time of day.
 */
export class LoadMaker {
  private made = 0;
  private readonly sent = new Map<string, Buffer[]>();
  private readonly lateHours: readonly number[];

  constructor(
    private readonly random: Random,
    private readonly options: LoadOptions = {},
  ) {
    this.lateHours = [random.between(1, 4), random.between(4, 24)];
  }

  /** The next `count` records of `partitions`, of events around `now` (milliseconds). */
  take(count: number, now: number, partitions: number): LoadRecord[] {
    return Array.from({ length: count }, () => this.one(now, partitions));
  }

  private one(now: number, partitions: number): LoadRecord {
    const { random } = this;
    this.made += 1;
    const sensor = `sensor-${random.chance(0.1) ? random.between(9, SENSORS + 1) : random.between(1, 9)}`;
    const repeat = random.chance(0.05) ? this.repeatOf(sensor) : undefined;
    const value = repeat ?? this.valueOf(sensor, now);
    if (repeat === undefined && value !== null) this.remember(sensor, value);
    const hasKey = !random.chance(0.02);
    return {
      key: hasKey ? sensor : null,
      value,
      headers: this.headersOf(value),
      partition: hasKey ? Number(sensor.slice(7)) % partitions : random.below(partitions),
    };
  }

  private valueOf(sensor: string, now: number): Buffer | null {
    const { random } = this;
    const time = this.timeOf(sensor, now);
    const facts = makeFacts(random, time, sensor, this.made);
    const kind = random.next();
    if (kind < 0.6) return text(eveAlert(random, facts));
    if (kind < 0.82) return text(ecsAlert(random, facts));
    if (kind < 0.89) return text(eveSignOfLife(random, facts));
    if (kind < 0.93) return text(ecsSignOfLife(random, facts));
    return this.garbage(eveAlert(random, facts));
  }

  private timeOf(sensor: string, now: number): number {
    const { random } = this;
    const time = now - random.below(3 * MINUTE) + (WRONG_CLOCKS.get(sensor) ?? 0);
    if (random.chance(0.03)) return time - random.pick(this.lateHours) * HOUR;
    if (random.chance(0.02)) return time + random.pick([2, 4, 6, 60]) * MINUTE;
    return time;
  }

  private garbage(alert: object): Buffer | null {
    const { random } = this;
    const broken = text(alert);
    if (random.chance(0.005)) return Buffer.alloc(TOO_LARGE_BYTES, 'x');
    return random.pick<() => Buffer | null>([
      () => null,
      () => Buffer.from('   '),
      () => broken.subarray(0, broken.length - 5),
      () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      () => Buffer.from(`{"n":"\0${this.made}"}`),
      () => Buffer.from(`{"hello":${this.made}}`),
      () => text({ ...alert, event_type: 'alert', alert: { action: 'blocked' } }),
      () => text({ ...alert, src_ip: '10.1.2.3:80' }),
      () => text({ ...alert, dest_port: 70_000 }),
      () => text({ ...alert, timestamp: 'yesterday' }),
    ])();
  }

  private headersOf(value: Buffer | null): Record<string, string> {
    const { random } = this;
    if (random.chance(0.005)) return { format: 'nobody-has-it' };
    if (value === null || !random.chance(0.2)) return {};
    return { format: value.includes('@timestamp') ? 'ecs' : random.pick(['suricata', ' Suricata ']) };
  }

  private repeatOf(sensor: string): Buffer | undefined {
    const known = this.sent.get(sensor) ?? [];
    const reach = Math.min(known.length, this.options.furthestRepeat ?? MEMORY);
    const found = reach === 0 ? undefined : known[known.length - 1 - this.random.below(reach)];
    return found !== undefined && this.random.chance(0.3) ? dropOf(found) : found;
  }

  private remember(sensor: string, value: Buffer): void {
    const known = this.sent.get(sensor) ?? [];
    known.push(value);
    if (known.length > MEMORY) known.shift();
    this.sent.set(sensor, known);
  }
}

/** The drop record that Suricata writes after the alert of the same packet; other records as they are. */
function dropOf(value: Buffer): Buffer {
  if (!value.includes('"event_type":"alert"') || !value.toString().endsWith('}}')) return value;
  const { alert: _alert, ...packet } = JSON.parse(value.toString()) as Record<string, unknown>;
  return text({ ...packet, event_type: 'drop' });
}

function text(document: object): Buffer {
  return Buffer.from(JSON.stringify(document));
}
