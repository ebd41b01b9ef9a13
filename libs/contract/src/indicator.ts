import { z } from 'zod';

const instant = z.number().int();

/** What an indicator names, in the words of STIX 2.1's observable objects; ECS has the same. */
export const INDICATOR_TYPES = ['ipv4-addr', 'ipv6-addr', 'domain-name'] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** The Traffic Light Protocol 2.0 (FIRST), from what may be published to what is for its readers alone. */
export const TLP_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type TlpLabel = (typeof TLP_LABELS)[number];

/** In the scope of an indicator: all counties may learn of it. */
export const NATIONAL = 'national';

/** A shared indicator that an event named. */
export const indicatorMatch = z.object({
  indicator: z.object({
    /** As its source calls it: a STIX id, mostly. */
    id: z.string(),
    type: z.enum(INDICATOR_TYPES),
    /** An address, a network (CIDR) or a domain; `*.` before a domain stands for every name below it. */
    value: z.string(),
    /** Who shared it. */
    provider: z.string(),
    tlp: z.enum(TLP_LABELS),
    /** Who may learn of it beside the centre: `national`, 5-digit codes of counties, or `centre` for nobody else. */
    scope: z.array(z.string()).min(1),
    /** STIX's scale from 0 to 100; absent where the source states none. */
    confidence: z.number().int().min(0).max(100).optional(),
    /** Milliseconds since 1970 UTC: from the first on, up to the second and without it. Absent: without end. */
    validFrom: instant.optional(),
    validUntil: instant.optional(),
  }),
  /** Where in the event: the field by its ECS name, and what stood there. */
  matched: z.object({ field: z.string(), value: z.string() }),
});
export type IndicatorMatch = z.infer<typeof indicatorMatch>;

/** What became of an event beside the shared indicators. */
export const indicatorMatches = z.object({
  /** SHA-256 of the file of indicators that was in force; not told to counties, because it changes with others' indicators. */
  set: z.string().optional(),
  /** The narrowest first, of each field. */
  matches: z.array(indicatorMatch),
  /** Further ones, which are not listed; absent for whoever may not see all of them. */
  over: z.number().int().nonnegative().optional(),
});
export type IndicatorMatches = z.infer<typeof indicatorMatches>;
