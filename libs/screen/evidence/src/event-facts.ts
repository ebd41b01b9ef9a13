import type { EvidenceItem } from '@lianfang/contract';
import type { EvidenceWord } from './evidence-language';
import { sideOf, type LineTools } from './evidence-line';

/** One field of the event, under the name that the Elastic Common Schema has for it, or ours. */
export interface Fact {
  readonly label: string;
  readonly field: string;
  /** May be a stranger's text. */
  readonly value: string;
}

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

type Value = string | number | null | undefined;
type Row = readonly [label: EvidenceWord, field: string, value: Value];

/** The event by groups; what is not known has no line. */
export function eventFacts(item: EvidenceItem, tools: LineTools): readonly FactGroup[] {
  const { t } = tools;
  const groups: readonly (readonly [EvidenceWord, readonly Row[]])[] = [
    ['event.what', whatRows(item, tools)],
    ['event.source', sideRows(item, 'source', tools)],
    ['event.destination', sideRows(item, 'destination', tools)],
    [
      'event.rule',
      [
        ['event.ruleId', 'rule.id', item.rule.id],
        ['event.ruleName', 'rule.name', item.rule.name],
        ['event.ruleCategory', 'rule.category', item.rule.category],
      ],
    ],
    [
      'event.sensor',
      [
        ['event.sensorName', 'observer.name', item.observer],
        ['event.format', 'format', item.format],
        ['event.eventId', 'event.id', item.eventId],
      ],
    ],
    ['event.time', timeRows(item, tools)],
  ];
  return groups
    .map(([title, rows]) => ({ title: t(title), facts: rows.flatMap((row) => factOf(row, t)) }))
    .filter(({ facts }) => facts.length > 0);
}

function factOf([label, field, value]: Row, t: LineTools['t']): Fact[] {
  return value === null || value === undefined || value === ''
    ? []
    : [{ label: t(label), field, value: String(value) }];
}

function whatRows(item: EvidenceItem, { t, formats, place, agency }: LineTools): Row[] {
  return [
    ['event.disposition', 'disposition', t(`disposition.${item.disposition}`)],
    ['event.category', 'category', t(`category.${item.category}`)],
    ['event.severity', 'severity', t(`severity.${item.severity}`)],
    ['event.vendorSeverity', 'event.severity', item.vendorSeverity],
    ['event.direction', 'network.direction', t(`direction.${item.direction}`)],
    ['event.county', 'county', place(item.county)],
    ['event.agency', 'agency', item.agency === null ? t('event.noAgency') : agency(item.county, item.agency)],
    ['event.transport', 'network.transport', item.transport],
    ['event.count', 'count', item.count > 1 ? formats.integer(item.count) : null],
  ];
}

/** A side; the one that opened the connection says so, and from which country or county it was. */
function sideRows(item: EvidenceItem, side: 'source' | 'destination', { t, place }: LineTools): Row[] {
  const isInitiator = item.initiator === side;
  const isMasked = item.masked === side;
  return [
    ['event.address', `${side}.ip`, isMasked ? sideOf(item, side, t).address : (item[side].ip ?? t('events.unknown'))],
    ['event.port', `${side}.port`, isMasked ? null : item[side].port],
    ['event.country', 'sourceCountry', isInitiator ? item.sourceCountry : null],
    [
      'event.initiatorCounty',
      'initiatorCounty',
      isInitiator && item.initiatorCounty !== null ? place(item.initiatorCounty) : null,
    ],
  ];
}

function timeRows({ time, logTime }: EvidenceItem, { t, formats }: LineTools): Row[] {
  const delay = logTime - time;
  const length = formats.duration(Math.abs(delay));
  const words = Math.abs(delay) < 1_000 ? t('event.under') : delay < 0 ? t('event.ahead', { time: length }) : length;
  return [
    ['event.eventTime', '@timestamp', formats.clock(time)],
    ['event.logTime', 'event.ingested', formats.clock(logTime)],
    ['event.delay', 'event.ingested − @timestamp', words],
  ];
}

/** What happened, in one sentence. */
export function eventSentence(item: EvidenceItem, tools: LineTools): string {
  const { t, formats, place, agency } = tools;
  const [from, to] =
    item.initiator === 'source' ? (['source', 'destination'] as const) : (['destination', 'source'] as const);
  const nameOf = (side: 'source' | 'destination'): string => {
    const { address, port } = sideOf(item, side, t);
    return side === to ? `${address}${port}` : address;
  };
  const isAbroad = item.direction === 'inbound' || item.direction === 'unlocated';
  const where = `${place(item.county)}${item.agency === null ? '' : ` ${agency(item.county, item.agency)}`}`;
  const sentence = t(`event.${item.direction}`, {
    from: isAbroad ? t('event.fromCountry', { address: nameOf(from), country: item.sourceCountry }) : nameOf(from),
    to: nameOf(to),
    where,
    category: t(`category.${item.category}`),
    outcome: t(`event.${item.disposition}`),
  });
  return item.count > 1 ? `${sentence} ${t('event.standsFor', { count: formats.integer(item.count) })}` : sentence;
}
