import { err, ok, rejection, type Disposition, type Reading, type Rejection, type Result } from '@lianfang/contract';
import type { ThreatEvent } from '@lianfang/contract';
import { readAction } from '../cef/cef-action';
import { readCefTime } from '../cef/cef-time';
import { readCef } from '../cef/read-cef';
import { hashId, joinId } from '../event-id';
import { ignored } from '../ignored';
import { logTimeOf } from '../log-time';
import { readNamedEndpoint } from '../named-endpoint';
import { readId, readName, readNumber } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { TextFormat } from '../source-format';
import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readTransport } from '../transport';
import { categoryOfWords } from '../word-category';
import type { FieldCollector } from './field-collector';
import { judgeCheckPoint, type CheckPointJudgement } from './judgement';
import { readRule } from './rule';
import { breaksOff, collect, spellingOf } from './spelling';

/** Check Point's logs in every spelling of its exporters. See README.md beside this file. */
export const checkpoint: TextFormat = {
  takes: 'text',
  name: 'checkpoint',
  recognises: (record) => spellingOf(record) !== undefined,
  read: readCheckPoint,
};

function readCheckPoint(record: SourceRecord): Result<Reading, Rejection> {
  const spelling = spellingOf(record);
  if (spelling === undefined) return err(rejection('missing-field', 'no pairs of a Check Point log are there'));
  if (spelling.kind === 'cef') return readCef(record, 'checkpoint');
  const collected = collect(record.text, spelling);
  const { fields } = collected;
  const disposition = dispositionOf(fields);
  const judgement = judgeCheckPoint((name) => fields.get(name), disposition);
  // One that is known to be no threat stays a sign of life.
  if (breaksOff(record.text, spelling) && (judgement.threat || !fields.has('product'))) {
    return err(rejection('missing-field', 'the closing bracket is missing: the record breaks off'));
  }
  const observer = readId(fields.get('origin') ?? fields.get('hostname') ?? record.relayedFrom);
  const body = record.text.slice(spelling.start);
  const describe = (): Result<ThreatEvent, Rejection> =>
    eventOf(collected, record, { body, observer, judgement, disposition: disposition ?? 'detected' });
  if (!judgement.threat) return ignored(record, { what: judgement.what, observer }, describe);
  const event = describe();
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

interface Known {
  readonly body: string;
  readonly observer: string | undefined;
  readonly judgement: CheckPointJudgement;
  readonly disposition: Disposition;
}

function eventOf(collected: FieldCollector, record: SourceRecord, known: Known): Result<ThreatEvent, Rejection> {
  const { fields } = collected;
  const source = readNamedEndpoint({
    ip: { name: 'src', value: fields.get('src') ?? fields.get('client_ip') },
    port: { name: 's_port', value: fields.get('s_port') },
  });
  if (!source.ok) return source;
  const destination = readNamedEndpoint({
    ip: { name: 'dst', value: fields.get('dst') },
    port: { name: 'service', value: numberOnly(fields.get('service')) },
  });
  if (!destination.ok) return destination;
  const own = ownTime(fields, record);
  const time = own ?? syslogTime(record.syslog, record.clock) ?? logTimeOf(record, fields.has('time'));
  if (time === undefined) return err(rejection('bad-time', 'what stands in time or the syslog header is no time'));
  const { body, observer, judgement, disposition } = known;
  const rule = readRule(collected, disposition);
  const transport = readTransport(fields.get('proto'));
  return ok({
    format: 'checkpoint',
    eventId: identify(fields, observer, own === undefined ? `${time}|${body}` : body),
    alsoKnownAs: [],
    time,
    ...(observer && { observer }),
    source: source.value,
    destination: destination.value,
    initiator: 'source',
    ...(transport && { transport }),
    rule,
    disposition,
    ...vendorsWords(fields, judgement, rule.name),
  });
}

/** An update of a log has the log's own `loguid` again, and is the same event. */
function identify(fields: ReadonlyMap<string, string>, observer: string | undefined, body: string): string {
  const id = readId(fields.get('loguid'));
  return id === undefined || id.includes('{0x0,0x0,') ? hashId(body) : joinId([observer, id]);
}

/** A service may be a name of the site's own (`https`, `our-backup`): no port can be taken from that. */
function numberOnly(service: string | undefined): string | undefined {
  return service !== undefined && /^-?\d+$/.test(service) ? service : undefined;
}

function dispositionOf(fields: ReadonlyMap<string, string>): Disposition | undefined {
  const action = (fields.get('action') ?? fields.get('rule_action') ?? '').toLowerCase();
  if (action.startsWith('failed log')) return 'blocked';
  if (action.startsWith('log ')) return 'allowed';
  // The page that says why a page was not shown; a portal that asks who one is is no block.
  if (action === 'redirect') return /url|application/i.test(fields.get('product') ?? '') ? 'blocked' : undefined;
  return readAction(action);
}

function ownTime(fields: ReadonlyMap<string, string>, { clock }: SourceRecord): number | undefined {
  const time = fields.get('time');
  if (time === undefined) return undefined;
  const date = fields.get('date');
  return readCefTime(time, clock) ?? (date === undefined ? undefined : readCefTime(`${date} ${time}`, clock));
}

type VendorsWords = Pick<ThreatEvent, 'vendorSeverity' | 'vendorCategory' | 'category' | 'severity'>;

function vendorsWords(
  fields: ReadonlyMap<string, string>,
  judgement: CheckPointJudgement,
  ruleName: string | undefined,
): VendorsWords {
  const severity = fields.get('severity');
  const vendorSeverity = readNumber(severity);
  const names = ['matched_category', 'app_category', 'categories', 'protection_type', 'attack'];
  const vendorCategory = readName(names.map((name) => fields.get(name)).find((value) => value !== undefined));
  const scale = SEVERITY_SCALES.checkpoint;
  return {
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(vendorCategory && { vendorCategory }),
    category: categoryOf(fields, judgement, ruleName),
    severity: onScale(scale, severity) ?? scale.unstated,
  };
}

/** The blade says it, but for IPS and the plain firewall, where words of the protection or rule say it better. */
function categoryOf(
  fields: ReadonlyMap<string, string>,
  judgement: CheckPointJudgement,
  ruleName: string | undefined,
): VendorsWords['category'] {
  if (!judgement.threat) return 'other';
  const blade = judgement.category;
  if (blade !== undefined && blade !== 'intrusion-attempts') return blade;
  const words = categoryOfWords(ruleName, fields.get('attack'), fields.get('malware_action'));
  if (words === 'vulnerable' && blade !== undefined) return blade;
  return words ?? blade ?? 'other';
}
