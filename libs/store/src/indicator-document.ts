import { isIP } from 'node:net';
import type { estypes } from '@elastic/elasticsearch';
import { indicatorMatch, type IndicatorMatch, type IndicatorMatches } from '@lianfang/contract';
import { z } from 'zod';

type Properties = Record<string, estypes.MappingProperty>;

const keyword: estypes.MappingProperty = { type: 'keyword', ignore_above: 1_024 };
/** Kept in the document, not searched. */
const kept: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false };
const TLP_VERSION = '2.0';
const MATCH_TYPE = 'indicator_match_rule';

/**
 * Below `threat`: the indicators that an event named. Names are those of the Elastic Common Schema (`threat.enrichments`)
 * where it has one; `scope`, `score`, the times, `set` and `over` are ours. Nested, so that who may know an indicator is
 * asked of the same entry as its id.
 */
export const INDICATOR_PROPERTIES: Properties = {
  enrichments: {
    type: 'nested',
    properties: {
      indicator: {
        properties: {
          id: keyword,
          type: keyword,
          name: keyword,
          ip: { type: 'ip' },
          url: { properties: { domain: keyword } },
          provider: keyword,
          confidence: keyword,
          score: { type: 'integer', index: false },
          marking: { properties: { tlp: keyword, tlp_version: kept } },
          scope: keyword,
        },
      },
      matched: { properties: { field: keyword, atomic: keyword, type: kept } },
    },
  },
  set: kept,
  over: { type: 'integer', index: false },
};

/** Where an indicator's id, scope and the field that named it stand in a document. */
export const ENRICHMENTS = 'threat.enrichments';

/** STIX's scale of 0 to 100 in the words that ECS has (STIX 2.1, appendix A). */
function confidenceWord(score: number): string {
  if (score === 0) return 'None';
  if (score < 30) return 'Low';
  return score < 70 ? 'Medium' : 'High';
}

/** The part of a document that says which indicators its event names. */
export function toThreat({ set, matches, over }: IndicatorMatches): object {
  return { set, ...(over !== undefined && { over }), enrichments: matches.map(toEnrichment) };
}

function toEnrichment({ indicator, matched }: IndicatorMatch): object {
  const { id, type, value, provider, tlp, scope, confidence, validFrom, validUntil } = indicator;
  return {
    indicator: {
      id,
      type,
      name: value,
      ...(isIP(value) !== 0 && { ip: value }),
      ...(type === 'domain-name' && { url: { domain: value } }),
      provider,
      marking: { tlp, tlp_version: TLP_VERSION },
      scope,
      ...(confidence !== undefined && { confidence: confidenceWord(confidence), score: confidence }),
      ...(validFrom !== undefined && { validFrom }),
      ...(validUntil !== undefined && { validUntil }),
    },
    matched: { field: matched.field, atomic: matched.value, type: MATCH_TYPE },
  };
}

const { tlp, ...storedFields } = indicatorMatch.shape.indicator.omit({ value: true, confidence: true }).shape;

/** As {@link toThreat} made it. */
export const storedThreat = z.object({
  set: z.string(),
  over: z.number().optional(),
  enrichments: z.array(
    z.object({
      indicator: z.object({
        ...storedFields,
        name: z.string(),
        marking: z.object({ tlp }),
        score: z.number().optional(),
      }),
      matched: z.object({ field: z.string(), atomic: z.string() }),
    }),
  ),
});

/** The indicators that an event names, as they were stored. */
export function fromThreat({ set, over, enrichments }: z.infer<typeof storedThreat>): IndicatorMatches {
  const matches = enrichments.map(({ indicator: { name, marking, score, ...rest }, matched }) => ({
    indicator: { ...rest, value: name, tlp: marking.tlp, ...(score !== undefined && { confidence: score }) },
    matched: { field: matched.field, value: matched.atomic },
  }));
  return { set, matches, ...(over !== undefined && { over }) };
}
