import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChunkAccount, DuplicateWindow } from '@lianfang/aggregate';
import type { Endpoint, RejectionCode, RowSource } from '@lianfang/contract';
import type { DeadLetter } from '@lianfang/event';
import { createCountryTable, createLocator, parseDirectory } from '@lianfang/locate';
import { createNormaliser } from '@lianfang/normalise';
import type { LogRecord } from '@lianfang/platform/kafka';
import { plainEvent } from '@lianfang/testing';
import { account, letterOf, readRecord, type Outcome, type Stages } from '../../apps/collector/src/pipeline';

const DEMONSTRATION = join(import.meta.dirname, '../../deploy/local/demonstration');
const SOURCE: RowSource = { topic: 'threat-events', epoch: 1, partition: 0 };

/** Everything as a collector has it that nobody has configured, with the demonstration's directory. */
export const STAGES: Stages = {
  normaliser: createNormaliser(),
  locator: demonstrationLocator(),
  sensors: undefined,
  limits: {
    recordBytes: 262_144,
    cells: 100_000,
    topListKeys: 65_536,
    duplicateWindow: 65_536,
    ahead: 5 * 60_000,
    behind: 7 * 86_400_000,
  },
};

function demonstrationLocator(): Stages['locator'] {
  const directory = parseDirectory(readFileSync(join(DEMONSTRATION, 'directory.yaml'), 'utf8'));
  const countries = createCountryTable(readFileSync(join(DEMONSTRATION, 'countries.csv')));
  if (!directory.ok || !countries.ok) throw new Error('The demonstration directory must be readable.');
  return createLocator(directory.value, countries.value);
}

/** What of an outcome an outsider sees in figures, sketches and evidence. */
export type Seen =
  | {
      readonly kind: 'counted';
      readonly format: string;
      readonly time: number;
      readonly source: Endpoint;
      readonly destination: Endpoint;
      readonly rule: string | undefined;
      readonly count: number;
      readonly county: string;
    }
  | { readonly kind: 'ignored'; readonly what: string }
  | { readonly kind: 'rejected'; readonly code: RejectionCode }
  | { readonly kind: 'duplicate' };

/** The outcome of one record that nothing was before. */
export function outcomeOf(record: LogRecord): Outcome {
  return readRecord(record, STAGES, new DuplicateWindow(16));
}

/** {@link outcomeOf}, as an outsider sees it. */
export function seen(outcome: Outcome): Seen {
  if (outcome.kind === 'rejected') return { kind: 'rejected', code: outcome.rejection.code };
  if (outcome.kind !== 'counted') return outcome;
  const { event, location } = outcome;
  const { format, time, source, destination, rule, count = 1 } = plainEvent(event);
  return { kind: 'counted', format, time, source, destination, rule: rule.name, count, county: location.county };
}

/** As values only: two ways to read a record give the same. */
export function plainOutcome(outcome: Outcome): object {
  return outcome.kind === 'counted' ? { ...outcome, event: plainEvent(outcome.event) } : outcome;
}

/** An account that outcomes are entered in, as of an open chunk. */
export function openAccount(): ChunkAccount {
  return new ChunkAccount(SOURCE, { name: '0.0', from: 0 }, { ...STAGES.limits, isHistory: false });
}

/** The whole way of one record in memory: read, entered in the account, and its dead letter where it is rejected. */
export function takeRecord(record: LogRecord, chunk: ChunkAccount, duplicates: DuplicateWindow): Outcome {
  const outcome = readRecord(record, STAGES, duplicates);
  account(outcome, chunk, record);
  if (outcome.kind === 'rejected') letterOf(record, outcome.rejection, SOURCE, STAGES.limits);
  return outcome;
}

/** The dead letter of a rejected record. */
export function letterOfRejected(record: LogRecord, outcome: Outcome): DeadLetter {
  if (outcome.kind !== 'rejected') throw new Error(`The record is ${outcome.kind}, not rejected.`);
  return letterOf(record, outcome.rejection, SOURCE, STAGES.limits);
}

/** How many of the record's own headers found no room in its letter. */
export function dropped({ headers }: DeadLetter): number {
  return Number(headers['original-headers-dropped'] ?? 0);
}

/** What stands around a record in what was fetched: a reader that looks too far would take it for the record's. */
const AROUND = Buffer.from('"src_ip":"198.51.100.99"}{"src_ip":"198.51.100.98",');

/** One for all records that have none, as the reader of batches gives them. */
const NO_HEADERS: LogRecord['headers'] = Object.freeze({});

/** A record of the log as a collector gets it: between others, in one buffer with them. */
export function logRecord(
  value: Buffer | string | null,
  more: Partial<LogRecord> & { readonly logTime: number },
): LogRecord {
  const text = typeof value === 'string' ? Buffer.from(value) : value;
  const { key = null } = more;
  const bytes = Buffer.concat([AROUND, key ?? AROUND, AROUND, text ?? AROUND, AROUND]);
  const [keyFrom, keyLength] = [AROUND.length, key?.length ?? -1];
  const valueFrom = 2 * AROUND.length + (key ?? AROUND).length;
  const wire = { bytes, keyFrom, keyLength, valueFrom, valueLength: text?.length ?? -1 };
  const own = text && bytes.subarray(valueFrom, valueFrom + text.length);
  return {
    offset: 0,
    headers: NO_HEADERS,
    ...more,
    key: key && bytes.subarray(keyFrom, keyFrom + key.length),
    value: own,
    wire,
  };
}

/** The same records in one buffer, as one fetch brings them. */
export function fetchedTogether(records: readonly LogRecord[]): LogRecord[] {
  const pieces = records.flatMap(({ key, value }) => [key ?? Buffer.alloc(0), value ?? Buffer.alloc(0)]);
  const bytes = Buffer.concat(pieces);
  let at = 0;
  return records.map(({ offset, logTime, headers, key, value }) => {
    const [keyFrom, keyLength] = [at, key?.length ?? -1];
    const valueFrom = at + (key?.length ?? 0);
    at = valueFrom + (value?.length ?? 0);
    const wire = { bytes, keyFrom, keyLength, valueFrom, valueLength: value?.length ?? -1 };
    return {
      offset,
      logTime,
      headers,
      key: key && bytes.subarray(keyFrom, valueFrom),
      value: value && bytes.subarray(valueFrom, at),
      wire,
    };
  });
}

/** The same record as a reader gets it that knows nothing of what was fetched. */
export function alone({ offset, logTime, headers, key, value }: LogRecord): LogRecord {
  return { offset, logTime, headers, key: key && Buffer.from(key), value: value && Buffer.from(value) };
}
