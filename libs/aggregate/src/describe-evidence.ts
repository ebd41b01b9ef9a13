import {
  evidenceText,
  type Endpoint,
  type Evidence,
  type KeptEvidence,
  type Location,
  type RowSource,
  type ThreatEvent,
} from '@lianfang/contract';

/** A record that was counted, as far as evidence needs it. */
export interface CountedRecord {
  readonly offset: number;
  /** Milliseconds since 1970 UTC. */
  readonly logTime: number;
  readonly key: Buffer | null;
  /** UTF-8 text. May be a part of a larger buffer: nothing here holds on to it. */
  readonly value: Buffer | null;
}

/** Where evidence is kept, and how much of one record. */
export interface EvidencePlace {
  readonly source: RowSource;
  readonly chunk: string;
  readonly originalBytes: number;
}

/** An event and its record as they are stored: a copy, because neither buffers nor texts of a fetch may be held. */
export function describeEvidence(
  event: ThreatEvent,
  location: Location,
  record: CountedRecord,
  { source, chunk, originalBytes }: EvidencePlace,
): KeptEvidence {
  const value = record.value ?? Buffer.alloc(0);
  const { county, agency, direction, initiatorCounty, sourceCountry } = location;
  const { format, time, initiator, disposition, category, severity, transport, vendorSeverity } = event;
  const observer = event.observer ?? keyText(record.key);
  const evidence: Evidence = {
    ...source,
    chunk,
    offset: record.offset,
    time,
    logTime: record.logTime,
    county,
    ...(agency !== undefined && { agency }),
    direction,
    initiator,
    ...(initiatorCounty !== undefined && { initiatorCounty }),
    sourceCountry,
    disposition,
    category,
    severity,
    format,
    eventId: evidenceText(event.eventId),
    ...(observer !== undefined && { observer: evidenceText(observer) }),
    source: endpointOf(event.source),
    destination: endpointOf(event.destination),
    ...(transport !== undefined && { transport: evidenceText(transport) }),
    rule: ruleOf(event),
    ...(vendorSeverity !== undefined && Number.isFinite(vendorSeverity) && { vendorSeverity }),
    count: event.count ?? 1,
    originalBytes: value.length,
  };
  return { evidence, original: value.toString('utf8', 0, wholeCharacters(value, originalBytes)) };
}

/** A plain one: what a reader gives may make its text only when it is asked. */
function endpointOf({ ip, port }: Endpoint): Evidence['source'] {
  return { ...(ip !== undefined && { ip }), ...(port !== undefined && { port }) };
}

function ruleOf({ rule: { id, name }, vendorCategory }: ThreatEvent): Evidence['rule'] {
  return {
    ...(id !== undefined && { id: evidenceText(id) }),
    ...(name !== undefined && { name: evidenceText(name) }),
    ...(vendorCategory !== undefined && { category: evidenceText(vendorCategory) }),
  };
}

/** By agreement a record's key is its sensor's name. */
function keyText(key: Buffer | null): string | undefined {
  return key === null || key.length === 0 ? undefined : key.toString('utf8');
}

/** Bytes up to `most` that end with a whole character. */
function wholeCharacters(value: Buffer, most: number): number {
  if (value.length <= most) return value.length;
  let end = most;
  while (end > 0 && ((value[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
