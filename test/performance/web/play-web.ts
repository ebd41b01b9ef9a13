import type { Browser } from 'playwright-core';
import { OFFICIAL_COUNTIES } from '@lianfang/locate';
import { askAtRate, askInTurn, type Answers, type Question } from './ask-at-rate';
import { measurePage } from './measure-page';
import { quantile } from './quantile';
import type { WebOptions } from './web-options';
import { webTargets, type RestFigures, type WebReport } from './web-report';
import { startWholeSystem, type WholeSystem } from './whole-system';
import { writeYear } from './write-year';

const DAY_MS = 86_400_000;
const TREND_TIMES = 200;
const WIDE_TIMES = 40;

interface Stage {
  readonly browser: Browser;
  readonly folder: string;
  readonly options: WebOptions;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Starts the whole system, measures the page beside live traffic, then REST with a year of rows behind it. */
export async function playWeb(stage: Stage): Promise<Omit<WebReport, 'machine'>> {
  const { browser, folder, options, say } = stage;
  say('starting the whole system');
  const system = await startWholeSystem(browser, folder);
  const stopped = (): void => void system.stop();
  stage.signal.addEventListener('abort', stopped);
  try {
    const { address, state } = system;
    const page = await measurePage(browser, { address, state, options, say });
    say(`writing rows of ${options.days} days`);
    const year = await writeYear(system.elasticsearch, { days: options.days, now: Date.now() });
    say(`${year.rows} rows in ${year.seconds} s; asking by REST`);
    const rest = await measureRest(system, options);
    const wrong = [rest.overview, rest.trendOfCounty, rest.allCounties].flatMap(({ failed }, at) =>
      failed > 0 ? [`${failed} questions of kind ${at + 1} were not answered`] : [],
    );
    return { throttle: options.throttle, page, year, rest, targets: webTargets({ page, rest }), wrong };
  } finally {
    stage.signal.removeEventListener('abort', stopped);
    await system.stop();
  }
}

async function measureRest({ address, state }: WholeSystem, options: WebOptions): Promise<WebReport['rest']> {
  const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const ask = (path: string): Question => ({ address, path, cookie });
  const days = (count: number): string => {
    const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    return `from=${new Date(to - count * DAY_MS).toISOString()}&to=${new Date(to).toISOString()}`;
  };
  const codes = [...OFFICIAL_COUNTIES.keys()].join(',');
  // What compiles at the first questions is not measured.
  await askInTurn(ask('/api/v1/overview'), 50);
  const { rate, seconds } = options;
  const overview = await askAtRate(ask('/api/v1/overview'), { rate, seconds });
  const trend = await askInTurn(ask(`/api/v1/series?interval=day&county=65000&${days(30)}`), TREND_TIMES);
  const wide = await askInTurn(ask(`/api/v1/series?interval=day&by=county&keys=${codes}&${days(90)}`), WIDE_TIMES);
  return {
    overview: { ...figuresOf(overview), rate },
    trendOfCounty: figuresOf(trend),
    allCounties: figuresOf(wide),
  };
}

function figuresOf({ delays, failed }: Answers): RestFigures {
  const at = (share: number): number => Math.round(quantile(delays, share) * 10) / 10;
  return { asked: delays.length + failed, failed, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
