import type { CompareQuestion } from '@lianfang/screen/data-access';

export const PERIODS = ['24h', '7d', '30d'] as const;
export type Period = (typeof PERIODS)[number];
/** What counts are shown as. */
export const MEASURES = ['per1000', 'perAgency', 'raw'] as const;
export type Measure = (typeof MEASURES)[number];
export const COLUMNS = ['county', 'posture', 'blocked', 'change', 'versus', 'allowed', 'outbound', 'coverage'] as const;
export type Column = (typeof COLUMNS)[number];
export const FORMS = ['table', 'tiles'] as const;
export type Form = (typeof FORMS)[number];
export const SCALES = ['own', 'same'] as const;
export type Scale = (typeof SCALES)[number];
/** How tiles lie: where the counties are, or as the table is sorted. */
export const LAYOUTS = ['place', 'sorted'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** All that is chosen on the page; the address holds it, without what is as at first. */
export interface Chosen {
  readonly period: Period;
  readonly measure: Measure;
  readonly sort: Column;
  readonly descending: boolean;
  readonly form: Form;
  readonly scale: Scale;
  readonly layout: Layout;
}

const FIRST: Chosen = {
  period: '24h',
  measure: 'per1000',
  sort: 'versus',
  descending: true,
  form: 'table',
  scale: 'own',
  layout: 'place',
};
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TAIPEI_AHEAD = 8 * HOUR;

type Params = Readonly<Record<string, string | undefined>>;

function oneOf<T extends string>(values: readonly T[], asked: string | undefined, first: T): T {
  return values.find((value) => value === asked) ?? first;
}

/** Reads the query of the address; what it does not know is as at first. A `-` before the column: the greatest first. */
export function readChosen(params: Params): Chosen {
  const sort = params['sort'];
  const column = COLUMNS.find((one) => one === sort?.replace(/^-/, ''));
  return {
    period: oneOf(PERIODS, params['period'], FIRST.period),
    measure: oneOf(MEASURES, params['measure'], FIRST.measure),
    sort: column ?? FIRST.sort,
    descending: column === undefined ? FIRST.descending : (sort?.startsWith('-') ?? false),
    form: oneOf(FORMS, params['form'], FIRST.form),
    scale: oneOf(SCALES, params['scale'], FIRST.scale),
    layout: oneOf(LAYOUTS, params['layout'], FIRST.layout),
  };
}

/** The query of the address; null takes a member out of it. */
export function chosenParams(chosen: Chosen): Readonly<Record<string, string | null>> {
  const sort = `${chosen.descending ? '-' : ''}${chosen.sort}`;
  const unlessFirst = (name: 'period' | 'measure' | 'form' | 'scale' | 'layout'): string | null =>
    chosen[name] === FIRST[name] ? null : chosen[name];
  return {
    period: unlessFirst('period'),
    measure: unlessFirst('measure'),
    sort: sort === '-versus' ? null : sort,
    form: unlessFirst('form'),
    scale: unlessFirst('scale'),
    layout: unlessFirst('layout'),
  };
}

/** Whole intervals up to now, so that each county's last one is as long as the others: hours, or Taipei days. */
export function rangeOf(period: Period, now: number): Pick<CompareQuestion, 'from' | 'to' | 'interval'> {
  if (period === '30d') {
    const to = now - ((now + TAIPEI_AHEAD) % DAY);
    return { from: to - 30 * DAY, to, interval: 'day' };
  }
  const to = now - (now % HOUR);
  return { from: to - (period === '7d' ? 7 * DAY : DAY), to, interval: 'hour' };
}
