import { randomUUID } from 'node:crypto';
import {
  CENTRE_ONLY,
  rowId,
  sketchId,
  type AuditEntry,
  type Evidence,
  type KeptEvidence,
  type Posture,
  type Row,
  type SensorSign,
  type VersionedRow,
  type VersionedSketch,
} from '@lianfang/contract';
import { DistinctSketch } from '@lianfang/aggregate';
import { deadLetter } from '@lianfang/event';
import type { OutgoingRecord } from '@lianfang/platform/kafka';
import { plainPosture } from '@lianfang/testing';
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf, taipeiDayOf } from '@lianfang/views';
import { FOREIGN, OWN, PLACES, UNLOCATED_PLACE, type Place } from './places';

/** The instant that the world is made at, and what is open then. */
export interface WorldTime {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  /** A day that is over. */
  readonly past: number;
}

export function worldTimeOf(now: number): WorldTime {
  const minute = minuteOf(now);
  const day = taipeiDayOf(minute);
  return { minute, hour: hourOf(minute), day, past: day - 2 * DAY_MS };
}

const agencyOf = ({ mark }: Place): string => `${mark}-agency`;
const sensorOf = ({ mark }: Place): string => `${mark}-sensor`;

/** The directory: the counties with data, and an agency of each. @param more lines of further agencies */
export function directoryText(places: readonly Place[], more: readonly string[] = []): string {
  const located = places.filter((place) => place !== UNLOCATED_PLACE);
  const counties = located.map(
    ({ county, name }) => `  - { code: '${county}', name: { zh: ${name.zh}, en: ${name.en} } }`,
  );
  const agencies = located.map(
    (place) =>
      `  - { id: ${agencyOf(place)}, county: '${place.county}', name: { zh: 機關${place.mark}, en: ${place.mark} }, ` +
      `protectedAddresses: ${place.protectedAddresses}, ranges: [10.${place.network}.0.0/16] }`,
  );
  return ['counties:', ...counties, 'agencies:', ...agencies, ...more, ''].join('\n');
}

/** The registry: a sensor of each county, and one that speaks for two. */
export function sensorsText(): string {
  const located = PLACES.filter((place) => place !== UNLOCATED_PLACE);
  const own = located.map((place) => `  - { id: ${sensorOf(place)}, speaksFor: { agencies: [${agencyOf(place)}] } }`);
  const both = `  - { id: markcentre-sensor, speaksFor: { agencies: [${agencyOf(OWN)}, ${agencyOf(FOREIGN)}] } }`;
  return ['heartbeat: PT5M', 'sensors:', ...own, both, ''].join('\n');
}

const direction = (place: Place) => (place === UNLOCATED_PLACE ? 'unlocated' : 'inbound');

/** All kinds of rows of a place. @param count of each kind */
export function rowsOf(
  topic: string,
  place: Place,
  at: { tier: Row['tier']; time: number; count: number; chunk?: string },
): VersionedRow[] {
  const { tier, time, count, chunk = '0.0' } = at;
  const base = {
    topic,
    epoch: 1,
    partition: 0,
    tier,
    time,
    county: place.county,
    disposition: 'blocked',
    count,
  } as const;
  const common = { ...base, ...(tier === 'minute' && { chunk }) };
  const rows: Row[] = [
    { ...common, kind: 'totals', direction: direction(place) },
    { ...common, kind: 'categories', direction: direction(place), category: 'intrusion-attempts', severity: 'high' },
    { ...common, kind: 'agencies', agency: agencyOf(place), category: 'intrusion-attempts' },
    { ...common, kind: 'countries', sourceCountry: 'ZZ' },
  ];
  return rows.map((row) => ({ id: rowId(row), version: 100, row }));
}

/** Who and what made up the open hour of a place. @param common a source that is after others too */
export function sketchOf(
  topic: string,
  place: Place,
  { hour, chunk = '0.0', common }: { hour: number; chunk?: string; common?: string | undefined },
): VersionedSketch {
  const distinct = new DistinctSketch();
  const addresses = Array.from({ length: place.network }, (_unused, at) => `203.0.113.${place.network}/${at}`);
  for (const address of addresses) distinct.record(address);
  const list = (key: string, name?: string) => ({
    entries: [{ key, ...(name !== undefined && { name }), atLeast: place.now, atMost: place.now }],
    unnamed: 0,
    overflow: 0,
  });
  const sources = list(`203.0.113.${place.network}`);
  if (common !== undefined) sources.entries.push({ key: common, atLeast: 7, atMost: 7 });
  const sketch = {
    topic,
    epoch: 1,
    partition: 0,
    tier: 'chunk',
    chunk,
    time: hour,
    county: place.county,
    events: place.now,
    sources: distinct.encode(),
    top: {
      sources,
      rules: list(`suricata/${place.mark}`, `${place.mark}-rule`),
      ports: list(`${10_000 + place.network}/tcp`),
    },
  } as const;
  return { id: sketchId(sketch), version: 100, sketch };
}

/** Kept events of a place; of {@link OWN}, one that {@link FOREIGN} began. @param first offset of the first */
export function evidenceOf(topic: string, place: Place, time: number, first: number): KeptEvidence[] {
  const { mark, network } = place;
  const one: Evidence = {
    topic,
    epoch: 1,
    partition: 0,
    chunk: '0.0',
    offset: first,
    time,
    logTime: time + 1,
    county: place.county,
    ...(place !== UNLOCATED_PLACE && { agency: agencyOf(place) }),
    direction: direction(place),
    initiator: 'source',
    sourceCountry: 'ZZ',
    disposition: 'blocked',
    category: 'intrusion-attempts',
    severity: 'high',
    format: 'suricata',
    eventId: `${mark}-event`,
    observer: sensorOf(place),
    source: { ip: `203.0.113.${network}`, port: 40_001 },
    destination: { ip: `10.${network}.0.1`, port: 443 },
    transport: 'tcp',
    rule: { id: mark, name: `${mark}-rule`, category: `${mark}-class` },
    vendorSeverity: 2,
    count: 1,
    originalBytes: 0,
  };
  const kept = (change: Partial<Evidence>, original: string): KeptEvidence => {
    return { evidence: { ...one, ...change, originalBytes: Buffer.byteLength(original) }, original };
  };
  const plain = [0, 1, 2].map((at) => kept({ offset: first + at, time: time + at }, `${mark}-original ${at}`));
  if (place !== OWN) return plain;
  const began: Partial<Evidence> = {
    offset: first + 3,
    direction: 'internal',
    initiatorCounty: FOREIGN.county,
    sourceCountry: 'TW',
    observer: sensorOf(FOREIGN),
    eventId: `${FOREIGN.mark}-event`,
    source: { ip: `10.${FOREIGN.network}.0.9`, port: 50_001 },
  };
  return [...plain, kept(began, `${FOREIGN.mark}-original seen from 10.${FOREIGN.network}.0.9`)];
}

/** The last sign of a place's sensor. */
export function signOf(topic: string, place: Place, time: number, to: number): SensorSign {
  const isLocated = place !== UNLOCATED_PLACE;
  return {
    topic,
    epoch: 1,
    partition: 0,
    sensor: isLocated ? sensorOf(place) : `${place.mark}-stranger`,
    county: isLocated ? place.county : CENTRE_ONLY,
    registered: isLocated,
    to,
    lastSign: time,
    lastReadable: time,
    lastIgnored: null,
    lastCounted: time,
    lastEvent: time,
    lastRejected: null,
    rejectedCode: null,
    chunk: '0.0',
    since: time - MINUTE_MS,
    counted: place.now,
    duplicate: 0,
    ignored: 0,
    rejected: 0,
  };
}

/** What a place's sensor wrote and could not be read. */
export function letterOf(topic: string, place: Place, offset: number, time: number): OutgoingRecord {
  const record = { value: Buffer.from(`${place.mark}-unreadable`), key: Buffer.from(sensorOf(place)), headers: {} };
  const rejection = { code: 'not-json', detail: 'not one JSON document' } as const;
  const made = deadLetter(record, rejection, { topic, epoch: 1, partition: 0, offset, timestamp: time }, 1_000_000);
  return { ...made, headers: made.headers as Record<string, Buffer | string> };
}

/** How a place stands at an instant; its figures are the place's own. */
export function postureOf(place: Place, at: number, change: Partial<Posture> = {}): Posture {
  const { county, now, protectedAddresses } = place;
  const { inputs } = plainPosture({ at });
  return plainPosture({ county, at, inputs: { ...inputs, blocked: now, protectedAddresses }, ...change });
}

/** A day on which somebody of the centre looked at each place; what the tests do themselves is of another. */
export const AUDITED_DAY = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' } as const;

/** An entry of the audit: somebody of the centre looked at a place, and wrote its mark as the reason. */
export function lookAt({ county, mark }: Place): OutgoingRecord {
  const entry: AuditEntry = {
    id: randomUUID(),
    at: Date.parse(AUDITED_DAY.from) + HOUR_MS,
    actor: { kind: 'person', subject: 'lin', name: 'Lin', roles: ['central-analyst'], county: null },
    action: 'read',
    county,
    capability: 'evidence.read',
    what: 'GET /api/v1/evidence/{id}',
    thing: `${mark}.1.0.1`,
    purpose: mark,
    investigation: null,
    requestId: null,
  };
  return { key: null, value: JSON.stringify(entry) };
}
