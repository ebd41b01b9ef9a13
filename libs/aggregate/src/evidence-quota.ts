import type { Location, ThreatEvent } from '@lianfang/contract';

const MINUTE_MS = 60_000;
/** Characters by which rules are told apart here; the key of a group must not grow with what a sensor calls its rule. */
const LONGEST_KEY = 256;
/** One agency gets this part of what may be kept at most: a scan of one must not hide what happens to the others. */
const PART_OF_ONE_AGENCY = 1 / 2;

/** What bounds the evidence of one quota in one chunk. */
export interface QuotaLimits {
  /** Records of one minute, agency and rule. */
  readonly perGroup: number;
  readonly records: number;
  readonly bytes: number;
}

/** What was kept of one agency: by minute of event time and rule. */
interface AgencyGroups {
  kept: number;
  readonly minutes: Map<number, Map<string, number>>;
}

/**
 * Counts what is kept of a chunk, first come, first kept. A group is opened by its first kept record, so there are never
 * more groups than records, however many rules an attacker sets off.
 */
export class EvidenceQuota {
  private readonly agencies = new Map<string, AgencyGroups>();
  private kept = 0;
  private keptBytes = 0;
  private allowed = 0;
  private allowedBytes = 0;
  private allowedOfOne = 0;

  constructor(private readonly limits: QuotaLimits) {}

  /** Records that were kept. */
  get records(): number {
    return this.kept;
  }

  /** From now on this part of the limits may be used. @param part 0 to 1. */
  allow(part: number): void {
    this.allowed = Math.ceil(this.limits.records * part);
    this.allowedBytes = Math.ceil(this.limits.bytes * part);
    this.allowedOfOne = Math.ceil(this.allowed * PART_OF_ONE_AGENCY);
  }

  /** Whether a small record may be kept. Asked for every event, so it makes nothing. */
  hasRoom(event: ThreatEvent, location: Location): boolean {
    if (this.kept >= this.allowed || this.keptBytes >= this.allowedBytes) return false;
    const groups = this.agencies.get(agencyOf(location));
    if (groups === undefined) return this.limits.perGroup > 0;
    if (groups.kept >= this.allowedOfOne) return false;
    const inGroup = groups.minutes.get(minuteOf(event))?.get(ruleOf(event)) ?? 0;
    return inGroup < this.limits.perGroup;
  }

  /** Whether a record of this size may be kept. */
  fits(bytes: number): boolean {
    return this.keptBytes + bytes <= this.allowedBytes;
  }

  /** Counts a record that is kept. */
  keep(event: ThreatEvent, location: Location, bytes: number): void {
    const agency = agencyOf(location);
    const groups = this.agencies.get(agency) ?? { kept: 0, minutes: new Map<number, Map<string, number>>() };
    const rules = groups.minutes.get(minuteOf(event)) ?? new Map<string, number>();
    const rule = ruleOf(event);
    const inGroup = rules.get(rule) ?? 0;
    rules.set(inGroup === 0 ? copyOf(rule) : rule, inGroup + 1);
    groups.minutes.set(minuteOf(event), rules);
    groups.kept += 1;
    this.agencies.set(agency, groups);
    this.kept += 1;
    this.keptBytes += bytes;
  }
}

/** What is not located counts as one agency of its own. */
function agencyOf({ agency, county }: Location): string {
  return agency ?? county;
}

function minuteOf({ time }: ThreatEvent): number {
  return Math.floor(time / MINUTE_MS);
}

function ruleOf({ rule }: ThreatEvent): string {
  const key = rule.id ?? rule.name ?? '';
  return key.length > LONGEST_KEY ? key.slice(0, LONGEST_KEY) : key;
}

/** A part of a text keeps all of it in memory: what stays for the whole chunk is a text of its own. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
