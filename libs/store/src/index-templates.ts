import type { Client, estypes } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { requireNoRestore } from './backup/restore-mark';
import { REBUILT_FAMILIES } from './rebuilt-families';
import { EVIDENCE_PROPERTIES } from './evidence-document';

/**
 * Version of all mappings below; raise it when a field changes. It is part of each index name, so that rows of two
 * versions live side by side behind one alias and nothing has to be reindexed. A field that is only added needs none: it
 * is added to the indices that exist.
 */
export const MAPPING_VERSION = 1;

/**
 * Raise it with each field that is added without changing the others. It names and ranks the templates, so that an older
 * release that starts beside this one can't take a field out of the indices to come.
 */
const ADDITIVE_REVISION = 6;
const FIRST_PRIORITY = 500;
/** Above every template of the first generation. */
const LATER_PRIORITY = 10_000;

type Properties = Record<string, estypes.MappingProperty>;

const keyword: estypes.MappingProperty = { type: 'keyword', ignore_above: 512 };
const long: estypes.MappingProperty = { type: 'long' };
const instant: estypes.MappingProperty = { type: 'date', format: 'epoch_millis' };
/** Kept in the document, not searched: keys come from input. */
const kept: estypes.MappingProperty = { type: 'object', enabled: false };

const source: Properties = { topic: keyword, epoch: long, partition: { type: 'integer' } };

const row: Properties = {
  ...source,
  tier: keyword,
  kind: keyword,
  chunk: keyword,
  time: instant,
  county: keyword,
  direction: keyword,
  disposition: keyword,
  category: keyword,
  severity: keyword,
  agency: keyword,
  sourceCountry: keyword,
  overflow: { type: 'boolean' },
  count: long,
};

const sketch: Properties = {
  ...source,
  tier: keyword,
  chunk: keyword,
  time: instant,
  county: keyword,
  events: long,
  sources: { type: 'binary' },
  top: { type: 'binary' },
};

const revision: Properties = {
  ...source,
  chunk: keyword,
  county: keyword,
  time: instant,
  arrived: instant,
  overflow: { type: 'boolean' },
  count: long,
};

const ledger: Properties = {
  ...source,
  chunk: keyword,
  from: long,
  to: long,
  counted: long,
  events: long,
  evidenceKept: long,
  evidenceOver: long,
  evidenceRefused: long,
  late: long,
  duplicate: long,
  ignored: long,
  rejected: long,
  skipped: long,
  lost: long,
  lostRanges: kept,
  ignoredByKind: kept,
  rejectedByCode: kept,
  hours: instant,
};

const watermark: Properties = {
  ...source,
  start: long,
  processed: long,
  logEnd: long,
  eventTime: instant,
  logTime: instant,
  at: instant,
  openHours: instant,
  openDays: instant,
  sketchesAsOf: instant,
  evidenceAsOf: instant,
  signsAsOf: instant,
  allKinds: { type: 'boolean' },
};

const pin: Properties = {
  ...source,
  chunk: keyword,
  from: long,
  directory: keyword,
  countries: keyword,
  normaliser: keyword,
  sensors: keyword,
  limits: kept,
};

const epoch: Properties = {
  topic: keyword,
  partition: { type: 'integer' },
  epoch: long,
  start: long,
  fingerprint: kept,
};

const artifact: Properties = { kind: keyword, content: { type: 'binary' } };

const alerts: Properties = {
  id: keyword,
  kind: keyword,
  severity: keyword,
  /** Required of every index that says who may see a document; see the contract. */
  county: keyword,
  source: { properties: source },
  opened: instant,
  lastSeen: instant,
  closed: instant,
  times: long,
  figures: kept,
  words: keyword,
};

const resent: Properties = {
  topic: keyword,
  epoch: long,
  fromPartition: { type: 'integer' },
  fromOffset: long,
  state: keyword,
  at: instant,
  times: long,
  partition: { type: 'integer' },
  offset: long,
  code: keyword,
  lettersEnd: long,
};

const sensorSigns: Properties = {
  ...source,
  sensor: keyword,
  county: keyword,
  registered: { type: 'boolean' },
  to: long,
  lastSign: instant,
  lastReadable: instant,
  lastIgnored: instant,
  lastCounted: instant,
  lastEvent: instant,
  lastRejected: instant,
  rejectedCode: keyword,
  chunk: keyword,
  since: instant,
  counted: long,
  duplicate: long,
  ignored: long,
  rejected: long,
};

const dropped: Properties = {
  name: keyword,
  family: keyword,
  from: instant,
  to: instant,
  isHistory: { type: 'boolean' },
  documents: long,
  sources: kept,
  at: instant,
};

const audit: Properties = {
  offset: long,
  previous: keyword,
  hash: keyword,
  /** To the byte as it stands in the log: what the hash is made of. */
  value: { type: 'keyword', index: false, doc_values: false },
  at: instant,
  county: keyword,
  action: keyword,
  capability: keyword,
  investigation: keyword,
  subject: keyword,
  roles: keyword,
};

const investigations: Properties = {
  id: keyword,
  county: keyword,
  reason: { type: 'keyword', index: false, doc_values: false },
  asked: { properties: { at: instant, by: kept } },
  decideBy: instant,
  until: instant,
  decided: kept,
  ended: kept,
  sealedUntil: instant,
};

const transmissions: Properties = {
  run: keyword,
  hour: instant,
  client: keyword,
  county: keyword,
  dataset: keyword,
  result: keyword,
  requests: long,
  records: long,
  bytes: long,
  at: instant,
};

const firstAnswers: Properties = {
  county: keyword,
  asked: { type: 'keyword', index: false, doc_values: false },
  state: keyword,
  owner: keyword,
  until: instant,
  begun: instant,
  answer: { type: 'keyword', index: false, doc_values: false },
};

const posture: Properties = {
  county: keyword,
  at: instant,
  formula: { type: 'integer' },
  score: { type: 'integer' },
  gap: keyword,
  contributions: kept,
  inputs: kept,
  yesterday: kept,
  raises: kept,
};

const savedViews: Properties = {
  id: keyword,
  county: keyword,
  subject: keyword,
  by: { type: 'keyword', index: false, doc_values: false },
  name: keyword,
  screen: keyword,
  question: { type: 'keyword', index: false, doc_values: false },
  shared: { type: 'boolean' },
  at: instant,
  revision: long,
};

const countySettings: Properties = {
  county: keyword,
  office: kept,
  agencyNames: kept,
  thresholds: kept,
  contacts: kept,
  revision: long,
  at: instant,
  by: { type: 'keyword', index: false, doc_values: false },
};

const directory: Properties = {
  revision: long,
  hash: keyword,
  at: instant,
  by: { type: 'keyword', index: false, doc_values: false },
  reason: { type: 'keyword', index: false, doc_values: false },
  counties: long,
  agencies: long,
  protectedAddresses: long,
  /** To the byte: what the hash is made of. */
  text: { type: 'keyword', index: false, doc_values: false },
};

const rebuild: Properties = {
  kind: keyword,
  generation: long,
  owner: keyword,
  at: instant,
  blocked: keyword,
  details: kept,
};

/**
 * The fields of every index. What holds a county's data has the field `county`; `test/walls` lists those that need none,
 * and why.
 */
export const INDEX_PROPERTIES: Readonly<Record<keyof IndexNames, Properties>> = {
  rowsMinute: row,
  rowsHour: row,
  rowsDay: row,
  sketchesChunk: sketch,
  sketchesHour: sketch,
  revisions: revision,
  evidence: EVIDENCE_PROPERTIES,
  ledger,
  watermark,
  pin,
  epoch,
  artifact,
  alerts,
  resent,
  dropped,
  sensorSigns,
  rebuild,
  audit,
  investigations,
  transmissions,
  firstAnswers,
  posture,
  savedViews,
  countySettings,
  directory,
};

/** Index name without its date: `lianfang-rows-minute-v1`. */
export function versioned(alias: string): string {
  return `${alias}-v${MAPPING_VERSION}`;
}

/** The index pattern of the later generations of an alias: those that a rebuild made. */
export function laterGenerations(alias: string): string {
  return `${versioned(alias)}*-g*`;
}

/**
 * Makes the index templates, and the aliases by which they are read, for this release's mapping version. Called at the
 * start of each writer; calling it again changes nothing. Every mapping is strict: a field that nobody planned is an error.
 * Only evidence, which is made of what strangers write, is left as it is beyond its own fields.
 * @throws BackupError `LF-RESTORE-UNFINISHED` while a backup is being put in place
 */
export async function installIndexTemplates(client: Client, names: IndexNames): Promise<void> {
  await requireNoRestore(client, names);
  const plans = (Object.keys(INDEX_PROPERTIES) as (keyof IndexNames)[]).map(
    (name) => [names[name], INDEX_PROPERTIES[name]] as const,
  );
  for (const [alias, properties] of plans) {
    await client.indices.putIndexTemplate({
      name: `${versioned(alias)}-r${ADDITIVE_REVISION}`,
      index_patterns: [`${versioned(alias)}*`],
      priority: FIRST_PRIORITY + ADDITIVE_REVISION,
      version: MAPPING_VERSION,
      template: {
        aliases: { [alias]: {} },
        settings: { number_of_shards: 1, auto_expand_replicas: '0-1', refresh_interval: '1s' },
        mappings: { dynamic: alias === names.evidence ? false : 'strict', properties },
      },
    });
  }
  for (const { index } of REBUILT_FAMILIES) await installLaterTemplate(client, names[index]);
  await makeUndatedIndices(client, names);
  // Indices that an earlier release made learn the fields that were added since.
  for (const [alias, properties] of plans) {
    // A hand in an index of evidence costs evidence, which is counted and named; it does not keep a collector from starting.
    const ignore = alias === names.evidence ? [400] : [];
    await client.indices.putMapping({ index: `${versioned(alias)}*`, properties, allow_no_indices: true }, { ignore });
  }
}

/** What a rebuild makes is made as the rest, but no reader sees it before it is whole: it is behind no alias. */
async function installLaterTemplate(client: Client, alias: string): Promise<void> {
  const name = `${versioned(alias)}-r${ADDITIVE_REVISION}`;
  const { index_templates: found } = await client.indices.getIndexTemplate({ name });
  const { settings, mappings } = found[0]?.index_template.template ?? {};
  await client.indices.putIndexTemplate({
    name: `${name}-later`,
    index_patterns: [laterGenerations(alias)],
    priority: LATER_PRIORITY + ADDITIVE_REVISION,
    version: MAPPING_VERSION,
    template: { ...(settings && { settings }), ...(mappings && { mappings }) },
  });
}

/** What has no date is one index, made at once so that reading an empty system is no error. */
async function makeUndatedIndices(client: Client, names: IndexNames): Promise<void> {
  const { rowsMinute, rowsHour, rowsDay, sketchesChunk, sketchesHour, revisions, evidence } = names;
  const dated = new Set([rowsMinute, rowsHour, rowsDay, sketchesChunk, sketchesHour, revisions, evidence]);
  for (const alias of Object.values<string>({ ...names }).filter((name) => !dated.has(name))) {
    await client.indices.create({ index: versioned(alias) }, { ignore: [400] });
  }
}
