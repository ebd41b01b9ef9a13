import type { Machine } from '../measure/machine';
import type { Target } from '../measure/targets';
import type { PageFigures } from './measure-page';
import type { WrittenYear } from './write-year';

/** Delays of one kind of question. Milliseconds. */
export interface RestFigures {
  readonly asked: number;
  readonly failed: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What `npm run bench:web` answers. */
export interface WebReport {
  readonly machine: Machine;
  readonly throttle: number;
  readonly page: PageFigures;
  readonly year: WrittenYear;
  readonly rest: {
    /** At an even rate, from the instant at which each was due. */
    readonly overview: RestFigures & { readonly rate: number };
    readonly trendOfCounty: RestFigures;
    readonly allCounties: RestFigures;
  };
  readonly targets: readonly Target[];
  /** Empty, or the run is void. */
  readonly wrong: readonly string[];
}

/** The budgets, and what was seen. */
export function webTargets({ page, rest }: Pick<WebReport, 'page' | 'rest'>): Target[] {
  return [
    atMost('largest contentful paint, ms', 1_200, page.largestPaintMs),
    atMost('longest interaction until the next paint, ms', 50, page.interactionMs),
    atMost('layout shift', 0.02, page.shift),
    atMost('initial JavaScript, kB gzip', 250, page.initialJavaScriptKb),
    atMost(`tasks over 50 ms in ${page.watchedMinutes} minutes of live updates`, 0, page.longTasks),
    atMost('heap growth an hour', 0.05, page.heapGrowthPerHour),
    atMost(`overview at ${rest.overview.rate} a second, p99, ms`, 50, rest.overview.p99),
    atMost('30 days of one county, p99, ms', 100, rest.trendOfCounty.p99),
    atMost('90 days of 22 counties, p95, ms', 1_000, rest.allCounties.p95),
  ];
}

function atMost(name: string, limit: number, figure: number): Target {
  const seen = Math.round(figure * 1_000) / 1_000;
  return { name, kind: 'must', wanted: `<= ${limit}`, seen, met: figure <= limit };
}

/** For people. */
export function webTable({ targets, throttle, year }: WebReport): string {
  const lines = [
    `browser ${throttle} times slower than this machine; ${year.rows} rows behind the demonstration's past`,
    ...targets.map(({ name, wanted, seen, met }) => `${met ? 'met   ' : 'MISSED'} ${name}: ${seen} (wanted ${wanted})`),
  ];
  return `${lines.join('\n')}\n`;
}
