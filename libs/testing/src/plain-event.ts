import type { Endpoint, ThreatEvent } from '@lianfang/contract';

/**
 * The same event as a plain object, with the texts that its reader makes only when they are asked for, and without what it
 * has beside them for who counts: to be compared with what another reader says.
 */
export function plainEvent(event: ThreatEvent): ThreatEvent {
  const { format, eventId, alsoKnownAs, time, initiator, rule, disposition, category, severity } = event;
  const { observer, transport, vendorSeverity, vendorCategory, count } = event;
  return {
    ...{ format, eventId, alsoKnownAs, time, initiator, rule, disposition, category, severity },
    ...present({ observer, transport, vendorSeverity, vendorCategory, count }),
    source: plainEndpoint(event.source),
    destination: plainEndpoint(event.destination),
  };
}

function plainEndpoint({ ip, port }: Endpoint): Endpoint {
  return present({ ip, port });
}

function present<T extends object>(fields: T): { [Field in keyof T]?: Exclude<T[Field], undefined> } {
  const all = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all) as { [Field in keyof T]?: Exclude<T[Field], undefined> };
}
