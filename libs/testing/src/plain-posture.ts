import type { Posture } from '@lianfang/contract';

const AT = Date.UTC(2026, 10, 22, 1, 59);
const HOUR_MS = 3_600_000;

/** A posture with nothing special about it, for tests. */
export function plainPosture(change: Partial<Posture>): Posture {
  const { at = AT } = change;
  return {
    county: '63000',
    at,
    formula: 1,
    score: 81,
    gap: null,
    contributions: [{ component: 'compromise', state: 'known', points: -19, most: 25 }],
    inputs: {
      from: at - HOUR_MS,
      to: at,
      blocked: 1,
      allowed: 0,
      detected: 0,
      normal: null,
      severe: null,
      outbound: 3,
      protectedAddresses: 9,
      agencies: 1,
      agenciesCovered: null,
      sensors: null,
      duties: null,
    },
    yesterday: null,
    raises: [{ component: 'compromise', points: 19 }],
    ...change,
  };
}
