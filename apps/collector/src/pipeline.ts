/*
 * The whole flow. `PartitionWorker.takeRecord` reads each record of a partition in offset order and calls `readRecord`, then
 * `account`; what is rejected also becomes a `letterOf`. `PartitionDelivery.flush` calls `deliver` once a second, and
 * commits only the start of the open chunk, so that whoever comes next counts that chunk again from its beginning. Two
 * classes of the ledger are no record's: `skipped` and `lost` offsets are entered by `PartitionLedger`. Sketches follow in
 * their own time, by `partition/sketch-delivery.ts`, and evidence beside the rows, by `partition/evidence-delivery.ts`.
 */
import { type DuplicateWindow, judgeTime, type ChunkAccount, type ChunkChanges } from '@lianfang/aggregate';
import {
  rejectedTopic,
  type Location,
  type Reading,
  type Rejection,
  type Result,
  type RowSource,
  type ThreatEvent,
} from '@lianfang/contract';
import { DEAD_LETTER_ROOM, deadLetter, decode, statedOf, type DeadLetter, type Stated } from '@lianfang/event';
import type { Locator, SensorFile } from '@lianfang/locate';
import type { Normaliser } from '@lianfang/normalise';
import type { LogRecord, LogWriter } from '@lianfang/platform/kafka';
import type {
  BulkOutcome,
  EvidenceStore,
  PinLimits,
  RevisionStore,
  RowStore,
  SketchStore,
  WriteOptions,
} from '@lianfang/store';
import { liveMessagesOf } from './live-messages';

/** The stages as the pin of a chunk names them: the same pin gives the same outcome for the same record. */
export interface Stages {
  readonly normaliser: Normaliser;
  readonly locator: Locator;
  /** What is said of sensors; undefined: nothing, and a time without zone is UTC. */
  readonly sensors: SensorFile | undefined;
  readonly limits: PinLimits;
}

type Read = Result<Reading, Rejection>;

/** What became of one record. */
export type Outcome =
  | { readonly kind: 'counted'; readonly event: ThreatEvent; readonly location: Location }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'ignored'; readonly what: string }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

/** The first half of the journey, without a clock and without a network: decode -> normalise -> judge -> locate. */
export function readRecord(record: LogRecord, stages: Stages, duplicates: DuplicateWindow): Outcome {
  const { locator, limits } = stages;
  const stated = statedOf(record);
  const reading = readInPlace(record, stated, stages) ?? readWhole(record, stages);
  if (!reading.ok) return { kind: 'rejected', rejection: reading.error };
  if (reading.value.kind === 'ignored') return { kind: 'ignored', what: reading.value.what };

  const { event } = reading.value;
  const wrongTime = judgeTime(event.time, record.logTime, limits);
  if (wrongTime) return { kind: 'rejected', rejection: wrongTime };

  const sensor = stated.sensorKey ?? event.observer ?? 'unknown';
  if (duplicates.see(record.offset, sensor, event)) return { kind: 'duplicate' };

  return { kind: 'counted', event, location: locator.locate(event) };
}

/** decode, normalise: most records of JSON are read where they stand. Undefined: the record has to be read whole. */
function readInPlace({ wire, logTime }: LogRecord, stated: Stated, stages: Stages): Read | undefined {
  if (wire === undefined || wire.valueLength > stages.limits.recordBytes) return undefined;
  const place = { bytes: wire.bytes, from: wire.valueFrom, to: wire.valueFrom + wire.valueLength };
  const { format, clock } = settingsOf(stated, logTime, stages);
  return stages.normaliser.readQuick(place, format, clock);
}

/** decode, normalise. */
function readWhole(record: LogRecord, stages: Stages): Read {
  const decoded = decode(record, { maxBytes: stages.limits.recordBytes });
  if (!decoded.ok) return decoded;
  const { format, clock } = settingsOf(decoded.value, record.logTime, stages);
  return stages.normaliser.read(decoded.value.text, format, clock);
}

/** How the sensor writes: the record's own word on its format goes before what is said of its sensor. */
function settingsOf({ format, sensorKey }: Stated, logTime: number, { sensors }: Stages) {
  const settings = sensorKey === undefined ? undefined : sensors?.sensors.get(sensorKey);
  const timeZone = settings?.timeZone ?? sensors?.timeZone ?? 'UTC';
  return { format: format ?? settings?.format, clock: { timeZone, logTime } };
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

/** What one flush of one chunk carries. */
export interface Delivery {
  readonly changes: ChunkChanges;
  readonly where: Required<WriteOptions>;
}

/** Where the second half of the journey ends. */
export interface Destinations {
  readonly rows: RowStore;
  readonly revisions: RevisionStore;
  /** Sketches follow the rows in their own time; see `SketchDelivery`. */
  readonly sketches: SketchStore;
  /** Evidence too; see `EvidenceDelivery`. */
  readonly evidence: EvidenceStore;
  readonly log: LogWriter;
  /** The name of the topic `rows.live`. */
  readonly rowsLive: string;
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
 * Then rows, the revisions that say what of them came late, and the ledger to Elasticsearch; then the same rows to `rows.live`. Writing it again writes the same.
 * @returns the outcome of each row, in order. @throws when it is to be repeated; IndexReplacedError when all is to be counted again.
 */
export async function deliver({ changes, where }: Delivery, to: Destinations): Promise<BulkOutcome[]> {
  const outcomes = await to.rows.writeRows(changes.rows, where);
  const revisionOutcomes = await to.revisions.write(changes.revisions, where);
  const ledgerOutcomes = await to.rows.writeLedger([changes.ledger], where);
  await to.log.append(to.rowsLive, liveMessagesOf(changes, where.generations.number));
  return [...outcomes, ...revisionOutcomes, ...ledgerOutcomes];
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
