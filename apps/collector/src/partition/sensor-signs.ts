import { CENTRE_ONLY, type RowSource, type SensorSign } from '@lianfang/contract';
import type { RegisteredSensor, SensorRegistry } from '@lianfang/locate';
import type { LogRecord } from '@lianfang/platform/kafka';
import type { Outcome } from '../pipeline';

/**
 * Sensors that are not in the registry: the first so many of a chunk have a sign of their own, the rest is one sign together.
 * Of earlier chunks so many are remembered, those that were seen last.
 */
const MOST_UNREGISTERED = 500;

/** Places in {@link OpenSign.times}. */
const COUNTED = 0;
const EVENT = 1;
const READABLE = 2;
const IGNORED = 3;
const REJECTED = 4;
const SINCE = 5;
const LAST = 6;
const TIMES = 7;

/** A sign as it is kept while records come. Times are in an array of numbers: some are written for each record. */
interface OpenSign {
  readonly sensor: string | null;
  county: string;
  registered: boolean;
  to: number;
  /** What is stored is of this version, or was when the partition was opened. */
  storedTo: number;
  rejectedCode: string | null;
  chunk: string;
  /** Log times of the last record of each kind and of all, the last event's own, the first record of the chunk; 0: none. */
  readonly times: Float64Array;
  counted: number;
  duplicate: number;
  ignored: number;
  rejected: number;
}

/** What of the log a partition's records were by registered sensors and by others. */
export interface SignCounts {
  registered: number;
  unregistered: number;
}

/**
 * The last sign of life of every sensor of a partition. A sign follows from the log alone: what is counted is counted by
 * chunk, from its start, by whoever counts the chunk; the rest is of the last record of its kind, and was stored by who came
 * so far. All of an unregistered sensor's sign is of its last chunk, and nothing of it goes on when the sensor is registered,
 * so that it is the same whether it was remembered or not. Who is remembered follows from the log as well: who counts again
 * may store strangers again that were forgotten, until it comes to the chunk at whose beginning they were.
 */
export class SensorSigns {
  private readonly signs = new Map<string, OpenSign>();
  /** Of the unregistered sensors beyond the limit. */
  private others: OpenSign | undefined;
  private chunk = '';
  /** Unregistered sensors with a sign of their own in this chunk. */
  private unregistered = 0;
  /** Offset of the first record of this chunk. */
  private chunkFrom = 0;
  /** Signs of registered sensors by their place in the registry: it is found there already, and a text takes longer. */
  private byPlace: (OpenSign | undefined)[] = [];
  private registry: SensorRegistry | undefined;
  private counts: SignCounts = { registered: 0, unregistered: 0 };

  /** @param stored signs of this source. */
  constructor(
    private readonly source: RowSource,
    stored: readonly SensorSign[],
  ) {
    for (const sign of stored) {
      const open = reopened(sign);
      if (sign.sensor === null) this.others = open;
      else this.signs.set(sign.sensor, open);
    }
  }

  /** Takes note of a record. @param chunk that it belongs to. @param registry that the pin of the chunk names. */
  saw(outcome: Outcome, record: LogRecord, chunk: string, registry: SensorRegistry | undefined): void {
    if (registry !== this.registry) this.follow(registry);
    const { writer } = outcome;
    const known = writer === undefined ? this.signs.get(outcome.sensor) : this.byPlace[writer.index];
    const sign = known?.chunk === chunk ? known : this.enter(outcome, record, chunk);
    if (writer === undefined) this.counts.unregistered += 1;
    else this.counts.registered += 1;
    sign.to = record.offset + 1;
    note(sign, outcome, record.logTime);
  }

  /** Signs that go beyond what is stored: none while records are counted again, but of strangers that were forgotten since. */
  changed(): SensorSign[] {
    const all = this.others === undefined ? this.signs.values() : [...this.signs.values(), this.others];
    return [...all].filter(({ to, storedTo }) => to > storedTo).map((sign) => closed(sign, this.source));
  }

  /** These were stored. */
  stored(signs: readonly SensorSign[]): void {
    for (const { sensor, to } of signs) {
      const sign = sensor === null ? this.others : this.signs.get(sensor);
      if (sign) sign.storedTo = Math.max(sign.storedTo, to);
    }
  }

  /** Offset of the first record of the chunk that is read: when it changes there may be something to forget. */
  get begun(): number {
    return this.chunkFrom;
  }

  /**
   * True for a stored sign of before this chunk whose sensor is not remembered: it was a stranger, and was forgotten. It may
   * be stored all the same, by somebody slow, even as of a time when it was registered. No sensor is unknown for another
   * reason: a commit waits for all signs before it, so that they were read when the partition was opened.
   */
  isForgotten({ sensor, to }: SensorSign): boolean {
    return sensor !== null && to <= this.chunkFrom && !this.signs.has(sensor);
  }

  /** Records by registered and other sensors since the last time. */
  takeCounts(): SignCounts {
    const { counts } = this;
    this.counts = { registered: 0, unregistered: 0 };
    return counts;
  }

  private follow(registry: SensorRegistry | undefined): void {
    this.registry = registry;
    this.byPlace = [];
  }

  /** The first record of a sensor in a chunk; or a later one of an unregistered sensor that has no sign of its own. */
  private enter({ sensor, writer }: Outcome, record: LogRecord, chunk: string): OpenSign {
    if (chunk !== this.chunk) this.turn(chunk, record.offset);
    const sign = writer === undefined ? this.findUnregistered(sensor, record) : this.find(sensor, record);
    if (writer !== undefined) this.byPlace[writer.index] = sign;
    if (sign.chunk !== chunk) begin(sign, { chunk, logTime: record.logTime, writer });
    return sign;
  }

  private findUnregistered(name: string, record: LogRecord): OpenSign {
    if (this.unregistered >= MOST_UNREGISTERED) return (this.others ??= newSign(null));
    this.unregistered += 1;
    return this.find(name, record);
  }

  private find(name: string, record: LogRecord): OpenSign {
    const known = this.signs.get(name);
    if (known !== undefined) return known;
    // Where the name is not the key it may be a part of the record's text, which must not be held by it.
    const isKey = record.key !== null || (record.wire?.keyLength ?? 0) > 0;
    const sign = newSign(isKey ? name : Buffer.from(name).toString());
    this.signs.set(sign.sensor ?? '', sign);
    return sign;
  }

  /**
   * The first record of a chunk: each unregistered sensor may have a sign again, and the longest silent are forgotten. For
   * who counts again, those whose stored sign is of records yet to be read have no place among them.
   */
  private turn(chunk: string, from: number): void {
    this.chunk = chunk;
    this.chunkFrom = from;
    this.unregistered = 0;
    const strangers = [...this.signs.values()].filter(({ registered, to }) => !registered && to <= from);
    strangers.sort((one, other) => other.to - one.to);
    for (const { sensor } of strangers.slice(MOST_UNREGISTERED)) this.signs.delete(sensor ?? '');
  }
}

/**
 * The first record of a sensor in a chunk: its counts begin anew, and the registry may be another one. Times go on only from
 * a registered sensor's sign, which is never forgotten, to its next one.
 */
function begin(
  sign: OpenSign,
  at: { readonly chunk: string; readonly logTime: number; readonly writer: RegisteredSensor | undefined },
): void {
  const isRegistered = at.writer !== undefined;
  if (!isRegistered || !sign.registered) {
    sign.times.fill(0);
    sign.rejectedCode = null;
  }
  sign.registered = isRegistered;
  sign.county = at.writer?.county ?? CENTRE_ONLY;
  sign.chunk = at.chunk;
  sign.times[SINCE] = at.logTime;
  sign.counted = sign.duplicate = sign.ignored = sign.rejected = 0;
}

function note(sign: OpenSign, outcome: Outcome, logTime: number): void {
  const { times } = sign;
  times[LAST] = logTime;
  if (outcome.kind !== 'rejected') times[READABLE] = logTime;
  switch (outcome.kind) {
    case 'counted':
      sign.counted += 1;
      times[COUNTED] = logTime;
      times[EVENT] = outcome.event.time;
      return;
    case 'duplicate':
      sign.duplicate += 1;
      return;
    case 'ignored':
      sign.ignored += 1;
      times[IGNORED] = logTime;
      return;
    case 'rejected':
      sign.rejected += 1;
      times[REJECTED] = logTime;
      sign.rejectedCode = outcome.rejection.code;
      return;
  }
}

function newSign(sensor: string | null): OpenSign {
  const none = { to: 0, storedTo: 0, rejectedCode: null, chunk: '', times: new Float64Array(TIMES) };
  return { sensor, county: CENTRE_ONLY, registered: false, ...none, ...NO_RECORDS };
}

const NO_RECORDS = { counted: 0, duplicate: 0, ignored: 0, rejected: 0 };

/** As it goes on after what is stored. Its counts begin anew with the first record that is read. */
function reopened({ sensor, county, registered, to, rejectedCode, ...stored }: SensorSign): OpenSign {
  const times = new Float64Array(TIMES);
  times[LAST] = stored.lastSign;
  times[COUNTED] = stored.lastCounted ?? 0;
  times[EVENT] = stored.lastEvent ?? 0;
  times[READABLE] = stored.lastReadable ?? 0;
  times[IGNORED] = stored.lastIgnored ?? 0;
  times[REJECTED] = stored.lastRejected ?? 0;
  return { sensor, county, registered, to, storedTo: to, rejectedCode, chunk: '', times, ...NO_RECORDS };
}

/** As it is stored. */
function closed(sign: OpenSign, { topic, epoch, partition }: RowSource): SensorSign {
  const { times, storedTo: _storedTo, ...rest } = sign;
  const at = (place: number): number => times[place] ?? 0;
  return {
    topic,
    epoch,
    partition,
    ...rest,
    lastSign: at(LAST),
    lastReadable: orNull(at(READABLE)),
    lastIgnored: orNull(at(IGNORED)),
    lastCounted: orNull(at(COUNTED)),
    lastEvent: at(COUNTED) === 0 ? null : at(EVENT),
    lastRejected: orNull(at(REJECTED)),
    since: at(SINCE),
  };
}

function orNull(time: number): number | null {
  return time === 0 ? null : time;
}
