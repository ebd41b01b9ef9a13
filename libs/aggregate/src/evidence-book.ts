import type { KeptEvidence, Location, RowSource, ThreatEvent } from '@lianfang/contract';
import { describeEvidence, type CountedRecord } from './describe-evidence';
import { EvidenceQuota } from './evidence-quota';

const MINUTE_MS = 60_000;
/** A chunk is ten minutes of the log at most. */
const STEPS = 9;
/** What a document takes beside its record, about. */
const DOCUMENT_BYTES = 1_024;
/** Of each limit, the part for what was let through and is grave. */
const OWN_PART = 1 / 4;

/** What bounds the evidence of a chunk, as its pin says. */
export interface EvidenceLimits {
  /** Records of one minute, agency and rule. */
  readonly perGroup: number;
  /** Records of the chunk. */
  readonly perChunk: number;
  /** Bytes of the kept records of the chunk. */
  readonly bytes: number;
  /** Bytes of one record; of a longer one the beginning is kept. */
  readonly originalBytes: number;
}

/** What the evidence of a chunk has in common. */
export interface EvidenceBookOptions {
  readonly source: RowSource;
  readonly chunk: string;
  /** Undefined: nothing is kept. */
  readonly limits: EvidenceLimits | undefined;
}

/**
 * Decides which events of one chunk are kept whole: in offset order the first of each minute, agency and rule, within
 * limits of the chunk, of which half may be used at once and the rest evenly over the ten minutes of log time that a chunk
 * has: a burst at its beginning must not leave nothing for the end. Events that were allowed and are of high or critical
 * severity have a quota of their own. The same records under the same limits give the same evidence.
 */
export class EvidenceBook {
  private readonly most: QuotaPair;
  private waiting: KeptEvidence[] = [];
  private firstMinute: number | undefined;
  private nextStepAt = -Infinity;

  constructor(private readonly options: EvidenceBookOptions) {
    this.most = quotasOf(options.limits);
  }

  /** True where evidence is kept at all. */
  get isKept(): boolean {
    return this.options.limits !== undefined;
  }

  /** Records kept so far. */
  get records(): number {
    return this.most.common.records + this.most.own.records;
  }

  /** Kept records that were not taken yet. */
  get waits(): number {
    return this.waiting.length;
  }

  /** Whether a counted record is to be kept: then call {@link keep}. Asked for every event in offset order. */
  offers(event: ThreatEvent, location: Location, record: CountedRecord): boolean {
    const { limits } = this.options;
    if (limits === undefined) return false;
    if (record.logTime >= this.nextStepAt) this.step(record.logTime);
    const quota = this.quotaOf(event);
    // Nearly all are turned away before anybody looks at the record, which may have to be cut out of a fetch for it.
    return quota.hasRoom(event, location) && quota.fits(bytesOf(record, limits));
  }

  keep(event: ThreatEvent, location: Location, record: CountedRecord): void {
    const { source, chunk, limits } = this.options;
    if (limits === undefined) return;
    this.quotaOf(event).keep(event, location, bytesOf(record, limits));
    const place = { source, chunk, originalBytes: limits.originalBytes };
    this.waiting.push(describeEvidence(event, location, record, place));
  }

  /** What was kept since the last call. */
  take(): KeptEvidence[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  private quotaOf({ disposition, severity }: ThreatEvent): EvidenceQuota {
    const isOwn = disposition === 'allowed' && (severity === 'high' || severity === 'critical');
    return isOwn ? this.most.own : this.most.common;
  }

  private step(logTime: number): void {
    const minute = Math.floor(logTime / MINUTE_MS);
    this.firstMinute ??= minute;
    this.nextStepAt = (minute + 1) * MINUTE_MS;
    const part = (STEPS + Math.min(STEPS, minute - this.firstMinute)) / (2 * STEPS);
    this.most.common.allow(part);
    this.most.own.allow(part);
  }
}

interface QuotaPair {
  readonly common: EvidenceQuota;
  /** Of what was allowed and is of high or critical severity. */
  readonly own: EvidenceQuota;
}

function quotasOf(limits: EvidenceLimits | undefined): QuotaPair {
  const { perGroup = 0, perChunk = 0, bytes = 0 } = limits ?? {};
  const own = { records: Math.floor(perChunk * OWN_PART), bytes: Math.floor(bytes * OWN_PART) };
  return {
    common: new EvidenceQuota({ perGroup, records: perChunk - own.records, bytes: bytes - own.bytes }),
    own: new EvidenceQuota({ perGroup, ...own }),
  };
}

function bytesOf({ value }: CountedRecord, { originalBytes }: EvidenceLimits): number {
  return Math.min(value?.length ?? 0, originalBytes) + DOCUMENT_BYTES;
}
