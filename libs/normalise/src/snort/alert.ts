import {
  err,
  ok,
  rejection,
  type Category,
  type Disposition,
  type Reading,
  type Rejection,
  type Result,
  type ThreatEvent,
} from '@lianfang/contract';
import { categoryOfClass } from '../classtype';
import { readEndpoint } from '../endpoint';
import { readId, readName, readNumber } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import { readTransport } from '../transport';
import { categoryOfWords } from '../word-category';

/** One side as the record writes it; undefined where it says nothing. */
export interface SideValue {
  readonly ip: unknown;
  readonly port: unknown;
}

/** What all of Snort's records say, whatever they look like. */
export interface SnortAlert {
  readonly time: number | undefined;
  readonly eventId: string;
  readonly observer?: string | undefined;
  readonly source: SideValue;
  readonly destination: SideValue;
  readonly protocol: unknown;
  readonly fromServer?: boolean;
  readonly sid: unknown;
  readonly message: unknown;
  readonly classification: unknown;
  readonly priority: unknown;
  readonly action: unknown;
}

/** Protocols of packets; `IP`, `ETH` and the like say nothing of the transport. */
const NO_TRANSPORT = new Set(['ip', 'eth', 'arp', 'pdu', 'file', 'user', 'unknown']);

/** The common event of an alert, or why it can't be counted. */
export function readAlert(alert: SnortAlert): Result<Reading, Rejection> {
  const source = readSide(alert.source, 'source');
  if (!source.ok) return source;
  const destination = readSide(alert.destination, 'destination');
  if (!destination.ok) return destination;
  if (alert.time === undefined) return err(rejection('bad-time', 'neither seconds nor timestamp is a time'));
  const event: ThreatEvent = {
    format: 'snort',
    eventId: alert.eventId,
    alsoKnownAs: [],
    time: alert.time,
    ...(alert.observer && { observer: alert.observer }),
    source: source.value,
    destination: destination.value,
    initiator: alert.fromServer === true ? 'destination' : 'source',
    ...transportPart(alert.protocol),
    disposition: dispositionOf(alert.action),
    ...readRule(alert),
  };
  return ok({ kind: 'threat', event });
}

/** Where Snort writes a port for packets without one, it is 0. */
function readSide({ ip, port }: SideValue, name: string) {
  const isNone = port === 0 || port === '0';
  return readEndpoint({
    ip: { name: `the ${name} address`, value: ip === '' ? undefined : ip },
    port: { name: `the ${name} port`, value: port === '' || isNone ? undefined : port },
  });
}

function transportPart(protocol: unknown): { readonly transport?: string } {
  const transport = readTransport(protocol);
  return transport === undefined || NO_TRANSPORT.has(transport) ? {} : { transport };
}

/** Snort's word. What it only would have done, or could not do, let the packet through. */
function dispositionOf(action: unknown): Disposition {
  const word = typeof action === 'string' ? action.trim().toLowerCase() : '';
  if (/^(?:would|cant|could|can)_/.test(word)) return 'allowed';
  if (/^(?:force_)?(?:drop|block|reset|reject|react|sdrop)$/.test(word)) return 'blocked';
  return /^(?:allow|allowed|pass|trust|(?:force_)?rewrite)$/.test(word) ? 'allowed' : 'detected';
}

type RulePart = Pick<ThreatEvent, 'rule' | 'vendorSeverity' | 'vendorCategory' | 'category' | 'severity'>;

function readRule({ sid, message, classification, priority }: SnortAlert): RulePart {
  const id = readId(sid);
  const name = readName(message);
  const stated = readName(classification);
  const vendorCategory = stated === undefined || /^none$/i.test(stated) ? undefined : stated;
  const number = readNumber(priority);
  // 0 is what Snort writes where neither the rule nor its class states a priority.
  const vendorSeverity = number === 0 ? undefined : number;
  return {
    rule: { ...(id && { id }), ...(name && { name }) },
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(vendorCategory && { vendorCategory }),
    category: categoryOf(vendorCategory, name),
    severity: onScale(SEVERITY_SCALES.snort, vendorSeverity) ?? SEVERITY_SCALES.snort.unstated,
  };
}

function categoryOf(classification: string | undefined, name: string | undefined): Category {
  const stated = classification === undefined ? undefined : categoryOfClass(classification);
  if (stated && !stated.vague) return stated.category;
  return categoryOfWords(name, stated ? undefined : classification) ?? stated?.category ?? 'other';
}
