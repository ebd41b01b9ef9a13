import type { Disposition } from '@lianfang/contract';
import { field } from '../dotted-field';
import { readName, readWord, readWords } from '../scalar';
import type { JsonObject } from '../source-record';
import { firstField, value } from './ecs-field';

/** What ECS allows for `event.category`: the bounded vocabulary under which documents are ignored. */
const CATEGORIES = new Set(
  (
    'api authentication configuration database driver email file host iam intrusion_detection library malware network ' +
    'package process registry session threat vulnerability web'
  ).split(' '),
);
/** Values of `event.kind` that are never an event on the wire; `enrichment` is threat intelligence, no attack. */
const OTHER_KINDS = new Set(['metric', 'state', 'asset', 'pipeline_error', 'enrichment']);
const THREAT_CATEGORIES = ['intrusion_detection', 'malware', 'threat', 'vulnerability'];
/** An event that says that it is an ordinary step of something is not a threat for naming the rule that let it be. */
const ORDINARY_TYPES = new Set(
  'access allowed change connection creation deletion end group indicator installation protocol start user'.split(' '),
);

/** The kind under which the document is ignored, or undefined when it is a threat. README.md beside this has the rules. */
export function ignoredAs(document: JsonObject, disposition: Disposition): string | undefined {
  const kind = readWord(value(document, 'event.kind'));
  if (kind === 'alert' || kind === 'signal') return undefined;
  if (kind !== undefined && OTHER_KINDS.has(kind)) return kind;
  const categories = readWords(field(document, 'event.category'));
  const types = readWords(field(document, 'event.type'));
  return isThreat(document, { categories, types, disposition }) ? undefined : ignoredKind(document, categories);
}

interface Traits {
  readonly categories: readonly string[];
  readonly types: readonly string[];
  readonly disposition: Disposition;
}

function isThreat(document: JsonObject, { categories, types, disposition }: Traits): boolean {
  if (types.includes('denied')) return true;
  if (THREAT_CATEGORIES.some((one) => categories.includes(one))) return !types.includes('indicator');
  if (disposition === 'blocked') return hasAddress(document);
  return disposition === 'detected' && hasRule(document) && !types.some((type) => ORDINARY_TYPES.has(type));
}

function hasAddress(document: JsonObject): boolean {
  const names = ['source.ip', 'destination.ip', 'client.ip', 'server.ip', 'source.address', 'destination.address'];
  return names.some((name) => value(document, name) !== undefined);
}

function hasRule(document: JsonObject): boolean {
  return firstField(document, ['rule.name', 'rule.id'], readName) !== undefined;
}

function ignoredKind(document: JsonObject, categories: readonly string[]): string {
  const category = categories.find((one) => CATEGORIES.has(one));
  if (category !== undefined) return category;
  const stream = readWord(value(document, 'data_stream.type'));
  return stream === 'metrics' || value(document, 'metricset.name') !== undefined ? 'metric' : 'other';
}
