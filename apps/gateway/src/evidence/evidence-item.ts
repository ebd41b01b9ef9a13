import type { Evidence, EvidenceItem, MaskedEvidence, RowSource } from '@lianfang/contract';

/** As lists show it: nothing is left out, what is not known is null. An event that a scope may not see gives none. */
export function toItem(seen: MaskedEvidence | undefined): EvidenceItem[] {
  if (seen === undefined) return [];
  const { topic, epoch, partition, offset, chunk: _chunk, source, destination, rule, ...rest } = seen.evidence;
  return [
    {
      ...rest,
      id: `${topic}.${epoch}.${partition}.${offset}`,
      agency: rest.agency ?? null,
      initiatorCounty: rest.initiatorCounty ?? null,
      eventId: rest.eventId ?? null,
      observer: rest.observer ?? null,
      transport: rest.transport ?? null,
      vendorSeverity: rest.vendorSeverity ?? null,
      indicators: toIndicators(rest.indicators),
      source: toEndpoint(source),
      destination: toEndpoint(destination),
      rule: { id: rule.id ?? null, name: rule.name ?? null, category: rule.category ?? null },
      masked: seen.masked,
    },
  ];
}

/** The place of a record by the id of its event; undefined when it is no id of ours. A topic's name may hold dots. */
export function placeOf(id: string): (RowSource & { readonly offset: number }) | undefined {
  const match = /^([\w.-]{1,249})\.(\d{1,9})\.(\d{1,9})\.(\d{1,15})$/.exec(id);
  if (!match) return undefined;
  const [, topic = '', epoch, partition, offset] = match;
  return { topic, epoch: Number(epoch), partition: Number(partition), offset: Number(offset) };
}

function toIndicators(of: Evidence['indicators']): EvidenceItem['indicators'] {
  return of === undefined ? null : { ...of, set: of.set ?? null, over: of.over ?? null };
}

function toEndpoint({ ip, port }: Evidence['source']): EvidenceItem['source'] {
  return { ip: ip ?? null, port: port ?? null };
}
