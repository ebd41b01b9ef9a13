import type { Disposition, Endpoint, Location, ThreatEvent } from '@lianfang/contract';

/** Where a line stands. */
export interface LinePlace {
  /** From 1, in its file. */
  readonly line: number;
  readonly file?: string;
}

const EVENT_TYPES: Readonly<Record<Disposition, readonly string[]>> = {
  blocked: ['denied'],
  allowed: ['allowed'],
  detected: ['info'],
};

/** An event, and where it belongs. */
export interface LocatedEvent {
  readonly event: ThreatEvent;
  readonly location: Location;
  /** The kind under which its record is ignored; without it the event would be counted. */
  readonly ignored?: string;
}

/** An event as an ECS document, with our own fields under `lianfang`. Parts that the record did not state are left out. */
export function ecsDocument({ event, location, ignored }: LocatedEvent, { line, file }: LinePlace): object {
  const { disposition, category, severity, vendorSeverity, vendorCategory, transport, observer } = event;
  const { county, agency, direction, sourceCountry } = location;
  const rule = { ...event.rule, ...(vendorCategory && { category: vendorCategory }) };
  return {
    '@timestamp': new Date(event.time).toISOString(),
    event: {
      kind: ignored === undefined ? 'alert' : 'event',
      id: event.eventId,
      type: EVENT_TYPES[disposition],
      ...(vendorSeverity !== undefined && { severity: vendorSeverity }),
    },
    ...side('source', event.source),
    ...side('destination', event.destination),
    ...(transport && { network: { transport } }),
    ...(Object.keys(rule).length > 0 && { rule }),
    ...(observer && { observer: { name: observer } }),
    ...(file !== undefined && { log: { file: { path: file } } }),
    lianfang: {
      format: event.format,
      ...(ignored !== undefined && { ignored }),
      ...(event.count !== undefined && { count: event.count }),
      disposition,
      category,
      severity,
      direction,
      county,
      ...(agency && { agency }),
      sourceCountry,
      initiator: event.initiator,
      line,
    },
  };
}

function side(name: 'source' | 'destination', endpoint: Endpoint): Partial<Record<string, Endpoint>> {
  return Object.keys(endpoint).length > 0 ? { [name]: endpoint } : {};
}
