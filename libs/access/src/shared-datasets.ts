import { LEAST_COUNTIES, type LocalName } from '@lianfang/contract';

/** One exception from the wall between counties. What is not here, no county is told of others. */
export interface SharedDataset {
  /** Its one route, as the API's description writes it. */
  readonly route: string;
  /** What it tells. It has no county dimension: nothing in it says which counties are in it. */
  readonly what: LocalName;
  /** A figure is told only where so many counties contribute to it. */
  readonly leastCounties: number;
  /** How coarse its figures are. */
  readonly rounding: LocalName;
  /** It is made anew no sooner than after so many milliseconds: nobody watches one county move second by second. */
  readonly keptMs: number;
}

const KEPT_MS = 30_000;

/**
 * What counties are told of each other, all of it (docs/decisions/0023). Who contributed is for the centre, which sees
 * every county anyway, and is in no answer.
 */
export const SHARED_DATASETS = {
  middle: {
    route: 'GET /api/v1/shared/middle',
    what: {
      zh: '全體縣市的中位數：態勢分數、每千受護位址阻擋數、與自身常態的倍數',
      en: 'the middle (median) of all counties: posture score, blocked events per 1,000 addresses, times one’s own normal',
    },
    leastCounties: LEAST_COUNTIES,
    rounding: {
      zh: '分數取整數，每千位址取兩位有效數字，倍數取一位小數',
      en: 'scores to 1, events per 1,000 addresses to two digits, times normal to 0.1',
    },
    keptMs: KEPT_MS,
  },
  sources: {
    route: 'GET /api/v1/shared/sources',
    what: {
      zh: '本縣市主要來源位址中，也攻擊其他縣市者',
      en: 'those of one’s own top sources that are among the top sources of others too',
    },
    leastCounties: LEAST_COUNTIES,
    rounding: { zh: '縣市數以五為單位無條件捨去', en: 'the number of counties down to fives' },
    keptMs: KEPT_MS,
  },
} as const satisfies Readonly<Record<string, SharedDataset>>;
export type SharedDatasetName = keyof typeof SHARED_DATASETS;
