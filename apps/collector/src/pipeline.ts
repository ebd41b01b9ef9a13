/*
 * The whole flow. `RecordCounter.count` takes each record of a partition in offset order: `readRecord`, then `account`; what
 * is rejected also becomes a `letterOf`. Two classes of the ledger are no record's: `skipped` and `lost` offsets are entered
 * by `PartitionLedger`.
 *
 * `PartitionDelivery.flush` comes by once a second (less often while it catches up), and for each chunk that changed:
 *   1. asks whether the log is still the same one, and keeps a record by which it is known again,
 *   2. begins to send evidence, which is enriched on its way and waits for nothing (`partition/evidence-delivery.ts`),
 *   3. `sendLetters`, then `deliver`: rows, what of them came late, the ledger, and the same rows to `rows.live`,
 *   4. writes signs of life and sketches, each in its own time (`partition/sign-delivery.ts`, `partition/sketch-delivery.ts`),
 *   5. publishes the watermark, which says how far all of this has come,
 *   6. commits the start of a chunk: the open one's, or an earlier one's while anything of that is unwritten. Whoever comes
 *      next counts from there again, and writes the same.
 *   7. makes hour and day rows of what is over (`partition/period-closer.ts`).
 */
import { isIP } from 'node:net';
import { type DuplicateWindow, judgeTime, type ChunkAccount, type ChunkChanges } from '@lianfang/aggregate';
import {
  SIDES,
  rejectedTopic,
  sideOfAnotherCounty,
  type KeptEvidence,
  type Location,
  type Reading,
  type Rejection,
  type Result,
  type RowSource,
  type ThreatEvent,
} from '@lianfang/contract';
import { DEAD_LETTER_ROOM, deadLetter, decode, statedOf, type DeadLetter, type Stated } from '@lianfang/event';
import { matchIndicators, type IndicatorSet, type Observable } from '@lianfang/indicators';
import type { Locator, RegisteredSensor, SensorRegistry } from '@lianfang/locate';
import { namedHosts, type Normaliser } from '@lianfang/normalise';
import type { LogRecord, LogWriter } from '@lianfang/platform/kafka';
import type {
  BulkOutcome,
  EvidenceStore,
  PinLimits,
  RevisionStore,
  RowStore,
  SensorSignStore,
  SketchStore,
  WriteOptions,
} from '@lianfang/store';
import { liveMessagesOf } from './live-messages';

/** The stages as the pin of a chunk names them: the same pin, after the same window of records, gives the same outcome. */
export interface Stages {
  readonly normaliser: Normaliser;
  readonly locator: Locator;
  /** Who writes, how, and for whom; undefined: nothing is said of any sensor, and a time without zone is UTC. */
  readonly sensors: SensorRegistry | undefined;
  readonly limits: PinLimits;
}

type Read = Result<Reading, Rejection>;

/** Who wrote a record, and what the registry knows of it. */
interface Written {
  readonly sensor: string;
  readonly writer: RegisteredSensor | undefined;
}

/** What became of one record of a sensor. */
export type Outcome = Written &
  (
    | { readonly kind: 'counted'; readonly event: ThreatEvent; readonly location: Location }
    | { readonly kind: 'duplicate' }
    | { readonly kind: 'ignored'; readonly what: string }
    | { readonly kind: 'rejected'; readonly rejection: Rejection }
  );

/** Of a record without a key that does not name its sensor, or can't be read. */
const UNKNOWN_SENSOR = 'unknown';

/**
 * The first half of the journey, without a clock and without a network: decode -> normalise -> judge time -> locate -> admit
 * (may this sensor say so?) -> seen before? Whoever reads a record only to warm the window up calls this without `account`.
 * @param duplicates the window, which takes note of the event; undefined: nothing is a duplicate, for who asks only whether a
 * record is rejected.
 */
export function readRecord(record: LogRecord, stages: Stages, duplicates: DuplicateWindow | undefined): Outcome {
  const { locator, limits, sensors } = stages;
  const stated = statedOf(record);
  const known = registeredAs(stated.sensorKey, stages);
  const settings = settingsOf(stated, known, stages);
  const reading = readInPlace(record, settings, stages) ?? readWhole(record, settings, stages);
  const sensor = stated.sensorKey ?? observerIn(reading) ?? UNKNOWN_SENSOR;
  const writer = stated.sensorKey === undefined ? registeredAs(sensor, stages) : known;
  if (!reading.ok) return { kind: 'rejected', rejection: reading.error, sensor, writer };
  if (reading.value.kind === 'ignored') return { kind: 'ignored', what: reading.value.what, sensor, writer };

  const { event } = reading.value;
  const wrongTime = judgeTime(event.time, record.logTime, limits);
  if (wrongTime) return { kind: 'rejected', rejection: wrongTime, sensor, writer };

  const location = locator.locate(event);
  const refusal = sensors?.refusalOf(writer, stated.format, location);
  if (refusal) return { kind: 'rejected', rejection: refusal, sensor, writer };

  if (duplicates?.see(record.offset, sensor, event)) return { kind: 'duplicate', sensor, writer };

  return { kind: 'counted', event, location, sensor, writer };
}

function registeredAs(name: string | undefined, { sensors }: Stages): RegisteredSensor | undefined {
  return name === undefined ? undefined : sensors?.sensors.get(name);
}

/** What a record without a key says of its sensor. */
function observerIn(reading: Read): string | undefined {
  if (!reading.ok) return undefined;
  return reading.value.kind === 'ignored' ? reading.value.observer : reading.value.event.observer;
}

/** How a sensor writes. */
interface WritingSettings {
  readonly format: string | undefined;
  readonly timeZone: string;
}

/** decode, normalise: most records of JSON are read where they stand. Undefined: the record has to be read whole. */
function readInPlace({ wire, logTime }: LogRecord, settings: WritingSettings, stages: Stages): Read | undefined {
  if (wire === undefined || wire.valueLength > stages.limits.recordBytes) return undefined;
  const place = { bytes: wire.bytes, from: wire.valueFrom, to: wire.valueFrom + wire.valueLength };
  const { format, timeZone } = settings;
  return stages.normaliser.readQuick(place, format, { timeZone, logTime });
}

/** decode, normalise. */
function readWhole(record: LogRecord, { format, timeZone }: WritingSettings, stages: Stages): Read {
  const decoded = decode(record, { maxBytes: stages.limits.recordBytes });
  if (!decoded.ok) return decoded;
  return stages.normaliser.read(decoded.value.text, format, { timeZone, logTime: record.logTime });
}

/** How the sensor writes: the record's own word on its format goes before what is said of its sensor. */
function settingsOf({ format }: Stated, known: RegisteredSensor | undefined, { sensors }: Stages): WritingSettings {
  const timeZone = known?.entry.timeZone ?? sensors?.timeZone ?? 'UTC';
  return { format: format ?? known?.entry.format, timeZone };
}

/** aggregate: the outcome of one record, entered in the account of its chunk; a few counted ones are kept whole. */
export function account(outcome: Outcome, chunk: ChunkAccount, record: LogRecord): void {
  switch (outcome.kind) {
    case 'counted': {
      const { event, location } = outcome;
      if (chunk.evidence.offers(event, location, record)) chunk.evidence.keep(event, location, record);
      return chunk.counted(event, location, record.logTime);
    }
    case 'duplicate':
      return chunk.duplicate();
    case 'ignored':
      return chunk.ignored(outcome.what);
    case 'rejected':
      return chunk.rejected(outcome.rejection.code);
  }
}

/** A rejected record as it goes to the dead-letter topic: whole, with its reason and its place. */
export function letterOf(record: LogRecord, rejection: Rejection, source: RowSource, limits: PinLimits): DeadLetter {
  const place = { ...source, offset: record.offset, timestamp: record.logTime };
  return deadLetter(record, rejection, place, limits.recordBytes + DEAD_LETTER_ROOM);
}

/** enrich: the shared indicators that a kept event names, by its addresses and by the hosts in its record. */
export function enrich({ evidence, original }: KeptEvidence, indicators: IndicatorSet): KeptEvidence {
  const addresses = SIDES.map((side) => ({ field: `${side}.ip`, name: evidence[side].ip ?? '' }));
  const hosts = indicators.size === 0 ? [] : namedHosts(evidence.format, original);
  const observables = [...addresses, ...hosts].map(({ field, name }): Observable => ({
    kind: isIP(name) === 0 ? 'domain' : 'address',
    field,
    value: name,
  }));
  const { county, time } = evidence;
  const occasion = { county, time, masked: sideOfAnotherCounty(evidence) };
  return { evidence: { ...evidence, indicators: matchIndicators(indicators, observables, occasion) }, original };
}

/** What one flush of one chunk carries. */
export interface Delivery {
  readonly changes: ChunkChanges;
  readonly where: Required<WriteOptions>;
}

/** Where the second half of the journey ends. */
export interface Destinations {
  readonly rows: RowStore;
  readonly revisions: RevisionStore;
  readonly log: LogWriter;
  /** The name of the topic `rows.live`. */
  readonly rowsLive: string;
  /** Written in their own time by `SketchDelivery`, `EvidenceDelivery` and `SignDelivery`; a commit waits for all three. */
  readonly sketches: SketchStore;
  readonly evidence: EvidenceStore;
  readonly signs: Pick<SensorSignStore, 'write' | 'of' | 'forget'>;
}

/** The second half begins with dead letters, so that nothing is accounted for and lost. @throws when it is to be repeated. */
export async function sendLetters(
  source: RowSource,
  letters: readonly DeadLetter[],
  to: Pick<Destinations, 'log'>,
): Promise<void> {
  if (letters.length === 0) return;
  const records = letters.map(({ key, value, headers }) => ({ key, value, headers: flatHeaders(headers) }));
  await to.log.append(rejectedTopic(source.topic), records);
}

/**
 * Then rows, the revisions that say what of them came late, and the ledger to Elasticsearch; then the same rows to
 * `rows.live`. Each step only where nothing before it was refused: what is not stored was not counted, and no reader hears of
 * it. Writing it again writes the same.
 * @returns the outcome of each row, in order. @throws when it is to be repeated; IndexReplacedError when all is to be counted again.
 */
export async function deliver({ changes, where }: Delivery, to: Destinations): Promise<BulkOutcome[]> {
  const outcomes = await to.rows.writeRows(changes.rows, where);
  if (outcomes.some(isRefused)) return outcomes;
  outcomes.push(...(await to.revisions.write(changes.revisions, where)));
  if (outcomes.some(isRefused)) return outcomes;
  outcomes.push(...(await to.rows.writeLedger([changes.ledger], where)));
  if (outcomes.some(isRefused)) return outcomes;
  await to.log.append(to.rowsLive, liveMessagesOf(changes, where.generations.number));
  return outcomes;
}

/** The caller stops the partition, and says so. */
function isRefused({ kind }: BulkOutcome): boolean {
  return kind === 'refused';
}

/** Kafka takes one value a header here; a repeated one keeps its last, as the reader of headers does. */
function flatHeaders(headers: DeadLetter['headers']): Record<string, Buffer | string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined ? [] : [[name, last]];
    }),
  );
}
