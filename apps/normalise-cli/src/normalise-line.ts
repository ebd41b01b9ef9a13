import { rejection, type Location, type Rejection, type ThreatEvent } from '@lianfang/contract';
import { DEFAULT_MAX_BYTES, decode } from '@lianfang/event';
import type { Normaliser, SensorClock } from '@lianfang/normalise';
import { ecsDocument, type LinePlace, type LocatedEvent } from './ecs-document';
import type { InputLine } from './line-splitter';

/** What one line gives, each one JSON document without line break. */
export interface LineOutcome {
  readonly class: 'counted' | 'ignored' | 'rejected';
  /** An ECS document for standard output. */
  readonly document?: string;
  /** For standard error: what was ignored or rejected, and why. */
  readonly note?: string;
}

/** The stages that a line passes. */
export interface Stages {
  readonly normaliser: Pick<Normaliser, 'read'>;
  readonly locate: (event: ThreatEvent) => Location;
  readonly format?: string;
  /** Of the sensor. */
  readonly clock: SensorClock;
}

/** Takes one line through decode, normalise and locate, as the collector does with a record. */
export function normaliseLine(line: InputLine, place: LinePlace, stages: Stages): LineOutcome {
  if (line.size > DEFAULT_MAX_BYTES) {
    return rejected(place, rejection('too-large', `${line.size} bytes; the limit is ${DEFAULT_MAX_BYTES}`));
  }
  const decoded = decode({ value: line.bytes }, { maxBytes: DEFAULT_MAX_BYTES });
  if (!decoded.ok) return rejected(place, decoded.error);
  const reading = stages.normaliser.read(decoded.value.text, stages.format, stages.clock);
  if (!reading.ok) return rejected(place, reading.error);
  if (reading.value.kind === 'threat') {
    return { class: 'counted', document: documentOf({ event: reading.value.event }, place, stages) };
  }
  const { what, event } = reading.value;
  const note = noteOf(place, { class: 'ignored', reason: what });
  const document = event && documentOf({ event, ignored: what }, place, stages);
  return { class: 'ignored', note, ...(document !== undefined && { document }) };
}

function documentOf(event: Omit<LocatedEvent, 'location'>, place: LinePlace, { locate }: Stages): string {
  return JSON.stringify(ecsDocument({ ...event, location: locate(event.event) }, place));
}

function rejected(place: LinePlace, { code, detail }: Rejection): LineOutcome {
  return { class: 'rejected', note: noteOf(place, { class: 'rejected', reason: code, detail }) };
}

type Note = { class: 'ignored' | 'rejected'; reason: string; detail?: string };

function noteOf(place: LinePlace, note: Note): string {
  return JSON.stringify({ ...place, ...note });
}
