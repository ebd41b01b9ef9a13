import type { estypes } from '@elastic/elasticsearch';
import { evidence, sideOfAnotherCounty, type Evidence, type KeptEvidence } from '@lianfang/contract';
import { z } from 'zod';

type Properties = Record<string, estypes.MappingProperty>;

// Texts are cut to 1,024 characters before they come here.
const keyword: estypes.MappingProperty = { type: 'keyword', ignore_above: 1_024 };
const long: estypes.MappingProperty = { type: 'long' };
const instant: estypes.MappingProperty = { type: 'date', format: 'epoch_millis' };
/** What no mapping takes stays in the document and is not found: an odd address must not cost the whole event. */
const ip: estypes.MappingProperty = { type: 'ip', ignore_malformed: true };
const port: estypes.MappingProperty = { type: 'integer', ignore_malformed: true };
/** Kept in the document, not searched. */
const kept: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false };

const endpoint: estypes.MappingProperty = { properties: { ip, port } };

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
  const { time, logTime, eventId, observer, direction, transport, vendorSeverity, ...rest } = of;
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
    ...rest,
  };
}

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
});

/** Evidence as it was stored; its record only where it was asked for. */
export function fromEvidenceDocument(document: unknown): { evidence: Evidence; original: string | undefined } {
  const { event, network, observer, '@timestamp': time } = stored.parse(document);
  const read = evidence.parse({
    ...(document as object),
    ...network,
    time,
    logTime: event.ingested,
    eventId: event.id,
    vendorSeverity: event.severity,
    observer: observer?.name,
  });
  return { evidence: read, original: event.original };
}
