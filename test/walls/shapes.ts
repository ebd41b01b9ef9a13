import { revocation } from '@lianfang/access';
import {
  auditEntry,
  countySettings,
  countyView,
  evidence,
  firstAnswer,
  investigation,
  liveMessage,
  posture,
  revision,
  row,
  savedView,
  sensorSign,
  serverFrame,
  situationView,
  sketch,
  systemAlert,
  totalView,
  transmissionCount,
  type IndexNames,
  type TopicNames,
} from '@lianfang/contract';
import { z } from 'zod';

/** A shape that carries no county, and why it needs none. */
export interface WithoutCounty {
  readonly without: string;
}

/** What is stored, sent or shown: its schema, or why it has no county. */
export type Shape = z.ZodType | WithoutCounty;

/** Every index, with the schema of its documents. A new one does not compile without a line here. */
export const INDEX_SHAPES: Readonly<Record<keyof IndexNames, Shape>> = {
  rowsMinute: row,
  rowsHour: row,
  rowsDay: row,
  sketchesChunk: sketch,
  sketchesHour: sketch,
  revisions: revision,
  evidence,
  sensorSigns: sensorSign,
  alerts: systemAlert,
  ledger: { without: 'centre only: what became of offsets, of all counties together' },
  watermark: { without: 'centre only: how far a partition is read' },
  pin: { without: 'names by hash what decides counts' },
  epoch: { without: 'a place in the log and a hash of its record' },
  artifact: { without: 'centre only: files that pins name, read by collectors' },
  resent: { without: 'centre only: places in the log; who a rejected record belongs to is not known' },
  dropped: { without: 'centre only: which whole indices retention took' },
  rebuild: { without: 'centre only: which rebuild works' },
  audit: auditEntry,
  investigations: investigation,
  transmissions: transmissionCount,
  firstAnswers: firstAnswer,
  posture,
  savedViews: savedView,
  countySettings,
  directory: { without: 'centre only: which addresses belong to whom, of all counties in one text' },
};

/** Every topic that we write, with the schema of its messages. */
export const TOPIC_SHAPES: Readonly<Record<keyof TopicNames | 'rejected', Shape>> = {
  threatEvents: { without: 'what sensors wrote, before anybody knows whose it is; no gateway shows it' },
  rejected: { without: 'centre only: what could not be read, so that whose it is is not known' },
  rowsLive: liveMessage,
  revocations: revocation,
  audit: auditEntry,
  auditHeads: { without: 'a place in the chain of all and a hash; shown to auditors, to counties the hash alone' },
  posture,
};

/** Messages of a topic that is a choice of several. */
export const MESSAGES_WITHOUT_COUNTY: Readonly<Record<string, string>> = {
  'rowsLive ledger': 'centre only, as the index',
  'rowsLive watermark': 'centre only, as the index',
};

/** The state of every kind of view, by the kinds that `frame.ts` knows. */
export const VIEW_SHAPES: Readonly<Record<string, Shape>> = {
  'county:\\d{5}': countyView,
  situation: { without: `for the nation's readers: figures by county code (${keyOf(situationView)})` },
  total: { without: `for the nation's readers: one sum (${keyOf(totalView)})` },
};

/** What the server says on the socket. */
export const FRAME_SHAPES: Readonly<Record<string, Shape>> = Object.fromEntries(
  serverFrame.options.map((option) => [option.shape.type.value, option]),
);

/** Frames name their view, which is the key that is judged; an error names nothing. */
export const FRAMES_BY_VIEW: Readonly<Record<string, string>> = {
  snapshot: 'keyed by `view`',
  delta: 'keyed by `view`',
  error: 'carries no data',
};

function keyOf(schema: z.ZodObject): string {
  return Object.keys(schema.shape).join(', ');
}

/** Fields that belong to somebody: a shape that has one of them has a county. */
const TELLING = ['county', 'agency', 'initiatorCounty', 'sourceCountry', 'observer', 'source.ip', 'destination'];

/** Whether documents of a schema must say their county. */
export function requiresCounty(schema: z.ZodType): boolean {
  const { properties, required } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return properties?.['county'] !== undefined && (required ?? []).includes('county');
}

/** Fields of a mapping that only somebody's data has. */
export function tellingFields(fields: readonly string[]): string[] {
  return fields.filter((field) => TELLING.includes(field));
}

/** What is wrong with a shape; undefined: nothing. @param fields as it is stored, where it is */
export function faultOf(name: string, shape: Shape | undefined, fields?: readonly string[]): string | undefined {
  if (shape === undefined) return `${name}: say in test/walls/shapes.ts what it holds, or why it has no county`;
  if ('without' in shape) {
    const telling = tellingFields(fields ?? []);
    return telling.length > 0 ? `${name}: is said to have no county, and has ${telling.join(', ')}` : undefined;
  }
  if (!requiresCounty(shape)) return `${name}: its schema does not require a county`;
  return fields && !fields.includes('county') ? `${name}: its mapping has no county` : undefined;
}
