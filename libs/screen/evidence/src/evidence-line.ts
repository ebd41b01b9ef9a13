import type { EvidenceItem } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import type { EvidenceTranslate } from './evidence-language';

/** A shape for each severity, so that none is told by colour alone. */
export const SEVERITY_SIGNS: Readonly<Record<EvidenceItem['severity'], string>> = {
  critical: '⬣',
  high: '▲',
  medium: '◆',
  low: '○',
};

/** What lines are written with. */
export interface LineTools {
  readonly t: EvidenceTranslate;
  readonly formats: Formats;
  readonly place: (county: string) => string;
  readonly agency: (county: string, id: string) => string;
  /** The list is about many counties: each line says whose it is. */
  readonly tellsCounty: boolean;
}

/** One side of an event as it may be shown. */
export interface ShownSide {
  /** Hostile where it is no address. */
  readonly address: string;
  readonly port: string;
  /** Another county protects it, and it is not shown. */
  readonly masked: boolean;
}

export type EvidenceLine = ReturnType<typeof evidenceLine>;

/** One kept event of the list in words. Texts of sensors stay as they are: whoever shows them makes them inert. */
export function evidenceLine(item: EvidenceItem, { t, formats, place, agency, tellsCounty }: LineTools) {
  const { rule, county } = item;
  return {
    id: item.id,
    time: formats.clock(item.time),
    severity: t(`severity.${item.severity}`),
    sign: SEVERITY_SIGNS[item.severity],
    tone: item.severity,
    disposition: t(`disposition.${item.disposition}`),
    isAllowed: item.disposition === 'allowed',
    isOutbound: item.direction === 'outbound',
    category: t(`category.${item.category}`),
    source: sideOf(item, 'source', t),
    destination: sideOf(item, 'destination', t),
    county: tellsCounty ? place(county) : '',
    agency: item.agency === null ? t('event.noAgency') : agency(county, item.agency),
    rule: rule.name ?? rule.id ?? '',
    count: item.count > 1 ? t('events.overSeveral', { count: formats.integer(item.count) }) : '',
  };
}

/** A side with its port; IPv6 in brackets, as in addresses of the web. */
export function sideOf(item: EvidenceItem, side: 'source' | 'destination', t: EvidenceTranslate): ShownSide {
  if (item.masked === side) return { address: t('events.masked'), port: '', masked: true };
  const { ip, port } = item[side];
  const hasBrackets = port !== null && ip?.includes(':');
  return {
    address: ip === null ? t('events.unknown') : hasBrackets ? `[${ip}]` : ip,
    port: port === null ? '' : `:${port}`,
    masked: false,
  };
}
