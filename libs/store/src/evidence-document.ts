import { isIP } from 'node:net';
import type { estypes } from '@elastic/elasticsearch';
import { evidence, evidenceText, sideOfAnotherCounty, type Evidence, type KeptEvidence } from '@lianfang/contract';
import { z } from 'zod';
import { INDICATOR_PROPERTIES, fromThreat, storedThreat, toThreat } from './indicator-document';

type Properties = Record<string, estypes.MappingProperty>;

// Texts are cut to 1,024 characters before they come here.
const keyword: estypes.MappingProperty = { type: 'keyword', ignore_above: 1_024 };
const long: estypes.MappingProperty = { type: 'long' };
const instant: estypes.MappingProperty = { type: 'date', format: 'epoch_millis' };
/** What no mapping takes stays in the document and is not found: an odd value must not cost the whole event. */
const port: estypes.MappingProperty = { type: 'integer', ignore_malformed: true };
/** Kept in the document, not searched. */
const kept: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false };

const endpoint: estypes.MappingProperty = { properties: { ip: { type: 'ip' }, address: kept, port } };

/** How evidence is found. Names are those of the Elastic Common Schema where it has one; the others are ours, as in rows. */
export const EVIDENCE_PROPERTIES: Properties = {
  '@timestamp': instant,
  event: {
    properties: {
      id: { ...keyword, doc_values: false },
      ingested: instant,
      severity: { type: 'double', index: false },
      original: kept,
    },
  },
  source: endpoint,
  destination: endpoint,
  network: { properties: { transport: keyword, direction: keyword } },
  rule: { properties: { id: keyword, name: keyword, category: keyword } },
  observer: { properties: { name: keyword } },
  threat: { properties: INDICATOR_PROPERTIES },
  county: keyword,
  agency: keyword,
  initiator: keyword,
  initiatorCounty: keyword,
  otherCountySide: keyword,
  sourceCountry: keyword,
  disposition: keyword,
  category: keyword,
  severity: keyword,
  format: keyword,
  count: long,
  originalBytes: { type: 'long', index: false },
  topic: keyword,
  epoch: long,
  partition: { type: 'integer' },
  offset: long,
  chunk: keyword,
};

/** The document of one event. */
export function toEvidenceDocument({ evidence: of, original }: KeptEvidence): object {
  const { time, logTime, eventId, observer, source, destination, direction, transport, vendorSeverity, ...more } = of;
  const { indicators, ...rest } = more;
  const otherCountySide = sideOfAnotherCounty(of);
  return {
    '@timestamp': time,
    event: {
      original,
      ingested: logTime,
      ...(eventId !== undefined && { id: eventId }),
      ...(vendorSeverity !== undefined && { severity: vendorSeverity }),
    },
    network: { direction, ...(transport !== undefined && { transport }) },
    ...(observer !== undefined && { observer: { name: observer } }),
    ...(otherCountySide !== undefined && { otherCountySide }),
    ...(indicators !== undefined && { threat: toThreat(indicators) }),
    source: toEndpoint(source),
    destination: toEndpoint(destination),
    ...rest,
  };
}

/** What is no address, or has a zone, is kept as ECS has it: as `address`, without `ip`. */
function toEndpoint({ ip, port: number }: Evidence['source']): object {
  const isAddress = ip !== undefined && isIP(ip) !== 0 && !ip.includes('%');
  return {
    ...(ip !== undefined && (isAddress ? { ip } : { address: evidenceText(ip) })),
    ...(number !== undefined && { port: number }),
  };
}

const side = z.object({ ip: z.string().optional(), address: z.string().optional(), port: z.number().optional() });

const stored = z.object({
  '@timestamp': z.number(),
  event: z.object({
    original: z.string().optional(),
    ingested: z.number(),
    id: z.string().optional(),
    severity: z.number().optional(),
  }),
  network: z.object({ direction: z.string(), transport: z.string().optional() }),
  observer: z.object({ name: z.string() }).optional(),
  source: side,
  destination: side,
  threat: storedThreat.optional(),
});

/** Evidence as it was stored; its record only where it was asked for. */
export function fromEvidenceDocument(document: unknown): { evidence: Evidence; original: string | undefined } {
  const { event, network, observer, source, destination, threat, '@timestamp': time } = stored.parse(document);
  const read = evidence.parse({
    ...(document as object),
    ...network,
    time,
    logTime: event.ingested,
    eventId: event.id,
    vendorSeverity: event.severity,
    observer: observer?.name,
    source: { ip: source.ip ?? source.address, port: source.port },
    destination: { ip: destination.ip ?? destination.address, port: destination.port },
    indicators: threat && fromThreat(threat),
  });
  return { evidence: read, original: event.original };
}
