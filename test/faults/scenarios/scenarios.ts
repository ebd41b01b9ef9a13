import { kill } from './kill';
import type { Scenario } from './scenario';

/** All scenarios, in the order of the list of faults. */
export const scenarios: readonly Scenario[] = [kill];
