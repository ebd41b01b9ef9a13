import { z } from 'zod';
import { ROW_KINDS, type RowKind } from './row';
import { CATEGORIES, DIRECTIONS, DISPOSITIONS, SEVERITIES } from './taxonomy';

/** What a question may be narrowed by, besides its county, and told apart by. */
export const DIMENSIONS = ['county', 'direction', 'disposition', 'category', 'severity', 'agency', 'country'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * The dimensions of each kind of rows. Kinds are never crossed: a question stays within one, and a finer one goes to the
 * evidence. County and disposition are in every kind.
 */
export const DIMENSIONS_OF_KIND: Readonly<Record<RowKind, readonly Dimension[]>> = {
  totals: ['county', 'direction', 'disposition'],
  categories: ['county', 'direction', 'category', 'severity', 'disposition'],
  agencies: ['county', 'agency', 'category', 'disposition'],
  countries: ['county', 'country', 'disposition'],
};

/** The first kind of rows that knows all of these dimensions; undefined where none does. */
export function rowKindFor(dimensions: readonly Dimension[]): RowKind | undefined {
  return ROW_KINDS.find((kind) => dimensions.every((dimension) => DIMENSIONS_OF_KIND[kind].includes(dimension)));
}

/** A filter names so many values at most. */
export const MOST_FILTER_VALUES = 20;

/** Values with a comma between them; an event has any of them. */
function listOf<T extends string>(value: z.ZodType<T, string>) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(value).min(1).max(MOST_FILTER_VALUES, `name ${MOST_FILTER_VALUES} values at most`))
    .optional();
}

/** Filters of a question about rows, as members of a query. All of them hold at once. */
export const rowFilters = {
  direction: listOf(z.enum(DIRECTIONS)),
  disposition: listOf(z.enum(DISPOSITIONS)),
  category: listOf(z.enum(CATEGORIES)),
  severity: listOf(z.enum(SEVERITIES)),
  /** Ids of the directory. */
  agency: listOf(z.string().min(1).max(100)),
  /** ISO 3166-1 alpha-2, `ZZ` where it is not known. */
  country: listOf(z.string().min(1).max(20)),
};
export type RowFilters = { readonly [D in keyof typeof rowFilters]?: z.output<(typeof rowFilters)[D]> };

/** The dimensions that a question takes: those of its filters, and what it is told apart by. */
export function dimensionsAsked(filters: RowFilters, by?: Dimension): Dimension[] {
  const named = (Object.keys(rowFilters) as (keyof RowFilters)[]).filter((name) => filters[name] !== undefined);
  return by === undefined ? named : [...named, by];
}
