import { CENTRE_ONLY, type RowSource, type SensorSign } from '@lianfang/contract';
import type { SensorRegistry } from '@lianfang/locate';
import type { LogRecord } from '@lianfang/platform/kafka';
import type { Outcome } from '../pipeline';

/** Sensors that are not in the registry are remembered up to this number; the rest is one sign together. */
const MOST_UNREGISTERED = 500;

/** A sign as it is kept while records come: changed in place, because one of them is changed for each record. */
type OpenSign = { -readonly [Field in keyof SensorSign]: SensorSign[Field] } & {
  /** What is stored is of this version, or was when the partition was opened. */
  storedTo: number;
};

/** What of the log a partition's records were by registered sensors and by others. */
export interface SignCounts {
  registered: number;
  unregistered: number;
}

/**
 * The last sign of life of every sensor of a partition. A sign follows from the log alone: what is counted is counted by
 * chunk, from its start, by whoever counts the chunk; the rest is of the last record of its kind, and was stored by who came
 * so far. Only which unregistered sensors have one of their own depends on when the partition was opened.
 */
export class SensorSigns {
  private readonly signs = new Map<string, OpenSign>();
  /** Of the unregistered sensors beyond the limit. */
  private others: OpenSign | undefined;
  private unregistered = 0;
  /** The sensor of the record before: sensors write in bursts. */
  private lastName: string | undefined;
  private last: OpenSign | undefined;
  private counts: SignCounts = { registered: 0, unregistered: 0 };

  /** @param stored signs of this source. */
  constructor(
    private readonly source: RowSource,
    stored: readonly SensorSign[],
  ) {
    for (const sign of stored) {
      const open = { ...sign, chunk: '', storedTo: sign.to };
      if (sign.sensor === null) this.others = open;
      else this.signs.set(sign.sensor, open);
      if (sign.sensor !== null && !sign.registered) this.unregistered += 1;
    }
  }

  /** Takes note of a record. @param chunk that it belongs to. @param registry that the pin of the chunk names. */
  saw(outcome: Outcome, { offset, logTime }: LogRecord, chunk: string, registry: SensorRegistry | undefined): void {
    const { sensor } = outcome;
    const known = sensor === this.lastName ? this.last : undefined;
    const sign = known ?? this.find(sensor, registry);
    if (sign.chunk !== chunk) this.enter(sign, { chunk, logTime, registry });
    if (sign.registered) this.counts.registered += 1;
    else this.counts.unregistered += 1;
    count(sign, outcome.kind);
    // Counted again: somebody came further than this record.
    if (offset < sign.storedTo) return;
    sign.to = offset + 1;
    note(sign, outcome, logTime);
  }

  /** Signs that are not stored as they are. */
  changed(): SensorSign[] {
    const all = this.others === undefined ? this.signs.values() : [...this.signs.values(), this.others];
    return [...all].filter(({ to, storedTo }) => to > storedTo).map(({ storedTo: _storedTo, ...sign }) => sign);
  }

  /** These were stored. */
  stored(signs: readonly SensorSign[]): void {
    for (const { sensor, to } of signs) {
      const sign = sensor === null ? this.others : this.signs.get(sensor);
      if (sign) sign.storedTo = Math.max(sign.storedTo, to);
    }
  }

  /** Records by registered and other sensors since the last time. */
  takeCounts(): SignCounts {
    const { counts } = this;
    this.counts = { registered: 0, unregistered: 0 };
    return counts;
  }

  private find(name: string, registry: SensorRegistry | undefined): OpenSign {
    let sign = this.signs.get(name);
    if (sign === undefined) sign = this.begin(name, registry?.sensors.has(name) === true);
    this.lastName = name;
    this.last = sign;
    return sign;
  }

  private begin(name: string, isRegistered: boolean): OpenSign {
    if (!isRegistered && this.unregistered >= MOST_UNREGISTERED) return (this.others ??= newSign(this.source, null));
    if (!isRegistered) this.unregistered += 1;
    // A copy: the text may be a part of the record, which must not be held by it.
    const sign = newSign(this.source, Buffer.from(name).toString());
    sign.registered = isRegistered;
    this.signs.set(sign.sensor ?? '', sign);
    return sign;
  }

  /** The first record of a sensor in a chunk: its counts begin anew, and the registry may be another one. */
  private enter(
    sign: OpenSign,
    at: { readonly chunk: string; readonly logTime: number; readonly registry: SensorRegistry | undefined },
  ): void {
    const registered = sign.sensor === null ? undefined : at.registry?.sensors.get(sign.sensor);
    if (sign.registered !== (registered !== undefined)) {
      this.unregistered += registered === undefined ? 1 : -1;
    }
    sign.registered = registered !== undefined;
    sign.county = registered?.county ?? CENTRE_ONLY;
    sign.chunk = at.chunk;
    sign.since = at.logTime;
    sign.counted = sign.duplicate = sign.ignored = sign.rejected = 0;
  }
}

/** Without a computed name: this is done for each record. */
function count(sign: OpenSign, kind: Outcome['kind']): void {
  switch (kind) {
    case 'counted':
      sign.counted += 1;
      return;
    case 'duplicate':
      sign.duplicate += 1;
      return;
    case 'ignored':
      sign.ignored += 1;
      return;
    case 'rejected':
      sign.rejected += 1;
      return;
  }
}

function note(sign: OpenSign, outcome: Outcome, logTime: number): void {
  // Append time may step back when another broker leads.
  if (logTime > sign.lastSign) sign.lastSign = logTime;
  if (outcome.kind === 'rejected') {
    sign.lastRejected = logTime;
    sign.rejectedCode = outcome.rejection.code;
    return;
  }
  sign.lastReadable = logTime;
  if (outcome.kind === 'ignored') sign.lastIgnored = logTime;
  if (outcome.kind !== 'counted') return;
  sign.lastCounted = logTime;
  sign.lastEvent = outcome.event.time;
}

function newSign(source: RowSource, sensor: string | null): OpenSign {
  const { topic, epoch, partition } = source;
  return {
    ...{ topic, epoch, partition, sensor, county: CENTRE_ONLY, registered: false, to: 0, storedTo: 0 },
    ...{ lastSign: 0, lastReadable: null, lastIgnored: null, lastCounted: null, lastEvent: null },
    ...{ lastRejected: null, rejectedCode: null, chunk: '', since: 0 },
    ...{ counted: 0, duplicate: 0, ignored: 0, rejected: 0 },
  };
}
