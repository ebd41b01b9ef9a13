import { dimensionsAsked, rowKindFor, type Dimension, type RowFilters, type RowKind } from '@lianfang/contract';
import { allBut, scopeOf, type Query } from './row-queries';

/** Which rows a question is about, beside its range. */
export interface RowSelection {
  /** The kind that knows every filter, and what is told apart. */
  readonly kind: RowKind;
  readonly filters: RowFilters;
  /** 5-digit code, or `unlocated`; the nation without it. */
  readonly county?: string;
}

/** The field of each dimension. */
const FIELDS: Readonly<Record<Dimension, string>> = {
  county: 'county',
  direction: 'direction',
  disposition: 'disposition',
  category: 'category',
  severity: 'severity',
  agency: 'agency',
  country: 'sourceCountry',
};

/** What a row beyond the limit of cells lacks, by its kind. Totals have no limit. */
const LACKING: Readonly<Record<RowKind, Dimension | undefined>> = {
  totals: undefined,
  categories: 'category',
  agencies: 'agency',
  countries: 'country',
};

/** The parts of one question, each to be added up on its own. */
export interface SelectedRows {
  /** All events that pass: from the coarsest kind that can judge every filter, because it lacks the fewest. */
  readonly whole: readonly Query[];
  /** Rows of the kind that pass, but for those beyond the limit. */
  readonly finer: readonly Query[];
  /** Rows of the kind beyond the limit, of which but county and disposition is nothing known. Undefined: there are none. */
  readonly beyond: readonly Query[] | undefined;
  /** Whether `whole` and `finer` are of one kind. */
  readonly isOneKind: boolean;
}

/** What is to be read for a selection. */
export function selectedRows({ kind, filters, county }: RowSelection): SelectedRows {
  const scope = scopeOf(county);
  const named = dimensionsAsked(filters);
  const passing = [...scope, ...named.map((dimension) => anyOf(dimension, valuesOf(filters, dimension)))];
  // Who asks for agencies of a category means also the events of it that belong to none.
  const whole = rowKindFor(named) ?? kind;
  const lacking = LACKING[kind];
  const judged = filters.disposition === undefined ? [] : [anyOf('disposition', filters.disposition)];
  const isThere = lacking === undefined ? [] : [{ exists: { field: FIELDS[lacking] } }];
  return {
    whole: [term('kind', whole), ...passing],
    finer: [term('kind', kind), ...passing, ...isThere],
    beyond:
      lacking === undefined
        ? undefined
        : [allBut([term('kind', kind), ...scope, ...judged], [{ exists: { field: FIELDS[lacking] } }])],
    isOneKind: whole === kind,
  };
}

/** Tells rows apart by a dimension, as part of a composite aggregation. */
export function keyedBy(dimension: Dimension) {
  return { key: { terms: { field: FIELDS[dimension] } } };
}

/** Rows that have any of these values. */
export function anyOf(dimension: Dimension, values: readonly string[]): Query {
  return { terms: { [FIELDS[dimension]]: [...values] } };
}

function term(field: string, value: string): Query {
  return { term: { [field]: value } };
}

function valuesOf(filters: RowFilters, dimension: Dimension): readonly string[] {
  return dimension === 'county' ? [] : (filters[dimension] ?? []);
}
