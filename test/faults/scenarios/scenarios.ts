import { badAnswers } from './bad-answers';
import { brokenLog } from './broken-log';
import { changeOfRelease } from './change-of-release';
import { clockSteps } from './clock-steps';
import { elasticsearchAway } from './elasticsearch-away';
import { fullDisk } from './full-disk';
import { kill } from './kill';
import { rebalanceStorm } from './rebalance-storm';
import { retention } from './retention';
import type { Scenario } from './scenario';
import { zombie } from './zombie';

/** All scenarios, in the order of the list of faults. */
export const scenarios: readonly Scenario[] = [
  kill,
  zombie,
  rebalanceStorm,
  brokenLog,
  retention,
  elasticsearchAway,
  badAnswers,
  fullDisk,
  clockSteps,
  changeOfRelease,
];
