import type { estypes } from '@elastic/elasticsearch';
import type { RowSource } from '@lianfang/contract';

/** A query as a search takes it. */
export type Query = NonNullable<estypes.SearchRequest['query']>;

/** A stretch of time: `from` included, `to` not, milliseconds since 1970 UTC; `to` may be Infinity. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export const onlyTotals: Query = { term: { kind: 'totals' } };

export function ofSource({ topic, epoch, partition }: RowSource): Query {
  return all([{ term: { topic } }, { term: { epoch } }, { term: { partition } }]);
}

export function within({ from, to }: Stretch): Query {
  return {
    range: { time: { ...(Number.isFinite(from) ? { gte: from } : {}), ...(Number.isFinite(to) ? { lt: to } : {}) } },
  };
}

/** A county as part of a query; nothing for the nation. */
export function scopeOf(county: string | undefined): Query[] {
  return county === undefined ? [] : [{ term: { county } }];
}

/** Times within any of the stretches; stretches that touch become one. */
export function withinAny(stretches: readonly Stretch[]): Query {
  return any(joined(stretches).map(within));
}

export function all(filter: Query[]): Query {
  return { bool: { filter } };
}

export function any(should: Query[]): Query {
  return should.length === 0 ? { match_none: {} } : { bool: { should, minimum_should_match: 1 } };
}

export function allBut(filter: Query[], mustNot: Query[]): Query {
  return { bool: { filter, must_not: mustNot } };
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}
