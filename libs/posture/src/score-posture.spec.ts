import {
  posture,
  POSTURE_COMPONENTS,
  type Posture,
  type PostureComponent,
  type PostureInputs,
} from '@lianfang/contract';
import fc from 'fast-check';
import { MOST_POINTS } from './component-costs';
import { scorePosture } from './score-posture';

const AT = Date.UTC(2026, 10, 23, 4, 30);
const HOUR = 3_600_000;

/** A county on a quiet day: nothing takes points off but what is not known. */
const CALM: PostureInputs = {
  from: AT - HOUR,
  to: AT,
  blocked: 10_000,
  allowed: 0,
  detected: 5,
  normal: { low: 8_000, middle: 10_000, high: 12_000 },
  severe: { critical: 0, high: 0 },
  outbound: 0,
  protectedAddresses: 4_000,
  agencies: 10,
  agenciesCovered: 10,
  sensors: { registered: 12, alive: 12, late: 0, silent: 0 },
  duties: null,
};

function scored(change: Partial<PostureInputs>, yesterday?: Posture): Posture {
  const inputs = { ...CALM, ...change };
  return scorePosture({ county: '63000', at: AT, inputs, isStale: false, isSilent: false, yesterday });
}

function pointsOf(made: Posture, component: PostureComponent): number | undefined {
  return made.contributions.find((each) => each.component === component)?.points;
}

const count = fc.oneof(fc.nat(50), fc.nat(1_000_000));
const normal = fc
  .tuple(count, count, count)
  .map((edges) => edges.sort((one, other) => one - other))
  .map(([low = 0, middle = 0, high = 0]) => ({ low, middle, high }));
const sensors = fc
  .record({ alive: fc.nat(60), late: fc.nat(20), silent: fc.nat(60) })
  .map((each) => ({ ...each, registered: each.alive + each.late + each.silent }));
const inputs: fc.Arbitrary<PostureInputs> = fc
  .record({
    blocked: count,
    allowed: count,
    detected: count,
    normal: fc.option(normal),
    severe: fc.option(fc.record({ critical: count, high: count })),
    outbound: count,
    protectedAddresses: count,
    agencies: fc.integer({ min: 1, max: 60 }),
    covered: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    sensors: fc.option(sensors),
  })
  .map(({ covered, ...rest }) => ({
    ...rest,
    from: AT - HOUR,
    to: AT,
    agenciesCovered: covered === null ? null : Math.floor(covered * rest.agencies),
    duties: null,
  }));

describe('scorePosture', () => {
  it('takes nothing off a calm county but what is not connected, which takes nothing', () => {
    const made = scored({});
    expect(made).toMatchObject({ score: 100, gap: null, formula: 1, raises: [], yesterday: null });
    expect(made.contributions.map(({ component }) => component)).toEqual([...POSTURE_COMPONENTS]);
    expect(made.contributions.find(({ component }) => component === 'duties')).toEqual({
      component: 'duties',
      state: 'not-connected',
      points: 0,
      most: 10,
    });
  });

  it('has 100 points in all', () => {
    expect(Object.values(MOST_POINTS).reduce((sum, most) => sum + most, 0)).toBe(100);
  });

  it('sums to the digit in whole points, between 0 and 100, and fits the contract', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const made = scored(given);
        const sum = made.contributions.reduce((total, { points }) => total + points, 100);
        expect(made.score).toBe(sum);
        expect(made.score).toBeGreaterThanOrEqual(0);
        expect(made.score).toBeLessThanOrEqual(100);
        expect(made.contributions.every(({ points, most }) => Number.isInteger(points) && -points <= most)).toBe(true);
        expect(posture.parse(made)).toEqual(made);
      }),
    );
  });

  it.each([
    ['the upper edge of normal', { blocked: 12_000 }, 0],
    ['counting noise above it', { blocked: 12_200 }, 0],
    ['twice the edge', { blocked: 24_500 }, -13],
    ['four times the edge', { blocked: 49_000 }, -25],
    ['noise of next to nothing', { blocked: 5, normal: { low: 0, middle: 0, high: 1 } }, 0],
  ])('pressure at %s', (_, change, points) => {
    expect(pointsOf(scored(change), 'pressure')).toBe(points);
  });

  it.each([
    ['1 of 3: as 1 of 1,001', { allowed: 1, blocked: 2, normal: null }, -1],
    ['60 of 100: few are blocked, and many came through', { allowed: 60, blocked: 40, normal: null }, -15],
    ['1 of 10,000: at least 0.0018 %', { allowed: 1, blocked: 9_999, normal: null }, 0],
    ['100 of 10,000', { allowed: 100, blocked: 9_900 }, -11],
    ['1 of 20 and more', { allowed: 600, blocked: 9_400 }, -15],
    ['nothing at all', { allowed: 0, blocked: 0 }, 0],
  ])('allowed: %s', (_, change, points) => {
    expect(pointsOf(scored(change), 'allowed')).toBe(points);
  });

  it('takes at most 2 points for one event that came through, however quiet the county, and never less for more', () => {
    const quiet = fc.record({
      allowed: fc.integer({ min: 1, max: 5 }),
      middle: fc.integer({ min: 0, max: 100 }),
      blocked: count,
    });
    fc.assert(
      fc.property(quiet, ({ allowed, middle, blocked }) => {
        const normal = { low: middle, middle, high: middle };
        const points = [0, allowed - 1, allowed].map((each) =>
          pointsOf(scored({ allowed: each, blocked, normal }), 'allowed'),
        );
        const [none = 0, before = 0, now = 0] = points;
        expect(none).toBeCloseTo(0);
        expect(now).toBeLessThanOrEqual(before);
        expect(now).toBeGreaterThanOrEqual(before - 3);
        expect(now).toBeGreaterThanOrEqual(-2 * allowed);
      }),
    );
    for (const blocked of [0, 10, 1_000, 1_000_000]) {
      expect(pointsOf(scored({ allowed: 1, blocked, normal: null }), 'allowed')).toBeGreaterThanOrEqual(-2);
    }
  });

  it('does not let a flood that is blocked hide what came through', () => {
    const before = pointsOf(scored({ allowed: 100, blocked: 10_000 }), 'allowed');
    expect(pointsOf(scored({ allowed: 100, blocked: 10_000_000 }), 'allowed')).toBe(before);
  });

  it.each([
    ['nothing', { severe: { critical: 0, high: 0 } }, 0],
    ['one high event in ten agencies', { severe: { critical: 0, high: 1 } }, 0],
    ['a critical one for each agency', { severe: { critical: 10, high: 0 } }, -4],
    ['a hundred for each agency', { severe: { critical: 1_000, high: 0 } }, -15],
  ])('severity: %s', (_, change, points) => {
    expect(pointsOf(scored(change), 'severity')).toBe(points);
  });

  it.each([
    ['one event', 1, -9],
    ['one an agency', 10, -13],
    ['ten an agency', 100, -25],
    ['thousands', 100_000, -25],
  ])('compromise: %s', (_, outbound, points) => {
    expect(pointsOf(scored({ outbound }), 'compromise')).toBe(points);
  });

  it.each([
    [
      'half of the agencies unseen',
      { agenciesCovered: 5, sensors: { registered: 12, alive: 12, late: 0, silent: 0 } },
      -5,
    ],
    ['all late: living, and not fresh', { sensors: { registered: 12, alive: 0, late: 12, silent: 0 } }, -2],
    ['half of the sensors silent beside others', { sensors: { registered: 12, alive: 6, late: 0, silent: 6 } }, -2],
    ['all silent', { agenciesCovered: 0, sensors: { registered: 12, alive: 0, late: 0, silent: 12 } }, -10],
    ['no sensor registered', { agenciesCovered: 0, sensors: { registered: 0, alive: 0, late: 0, silent: 0 } }, -5],
    ['signs not known', { agenciesCovered: null, sensors: null }, -5],
  ])('coverage: %s', (_, change, points) => {
    expect(pointsOf(scored(change), 'coverage')).toBe(points);
  });

  it('takes half, rounded up, of what is unknown', () => {
    const made = scored({ normal: null, severe: null, sensors: null, agenciesCovered: null });
    const unknown = made.contributions.filter(({ state }) => state === 'unknown');
    expect(unknown.map(({ component, points }) => [component, points])).toEqual([
      ['pressure', -13],
      ['severity', -8],
      ['coverage', -5],
    ]);
  });

  it('is never better for what is not known than for what is known to be good', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom('normal', 'severe', 'sensors' as const), (given, what) => {
        const best = scored({
          ...given,
          [what]: CALM[what],
          ...(what === 'sensors' && { agenciesCovered: given.agencies }),
        });
        const hidden = pointsOf(scored({ ...given, [what]: null }), componentOf(what)) ?? 0;
        const known = pointsOf(best, componentOf(what)) ?? 0;
        if (what !== 'normal' || given.blocked <= 12_000) expect(hidden).toBeLessThan(known);
      }),
    );
  });

  it.each([
    ['stale', { isStale: true, isSilent: false }, {}],
    ['stale', { isStale: true, isSilent: true }, {}],
    ['silent', { isStale: false, isSilent: true }, { sensors: null }],
    ['silent', { isStale: false, isSilent: true }, { sensors: { registered: 2, alive: 0, late: 0, silent: 2 } }],
    [null, { isStale: false, isSilent: true }, { sensors: { registered: 2, alive: 0, late: 1, silent: 1 } }],
  ])('gap %s: %j %j', (gap, state, change) => {
    const made = scorePosture({
      county: '63000',
      at: AT,
      inputs: { ...CALM, ...change },
      ...state,
      yesterday: scored({}),
    });
    expect(made.gap).toBe(gap);
    if (gap) expect(made).toMatchObject({ score: null, contributions: [], raises: [], yesterday: null });
    else expect(made.score).not.toBeNull();
  });

  it('is fair: a county of many agencies is judged as a small one that fares alike, above counting noise', () => {
    const fair = fc.record({
      inputs,
      middle: fc.integer({ min: 400, max: 100_000 }),
      times: fc.double({ min: 0.2, max: 6, noNaN: true }),
      allowed: fc.oneof(fc.constant(0), fc.integer({ min: 150, max: 5_000 })),
      copies: fc.integer({ min: 2, max: 50 }),
    });
    fc.assert(
      fc.property(fair, ({ inputs: given, middle, times, allowed, copies }) => {
        const one = {
          ...given,
          allowed,
          blocked: Math.round(times * middle),
          normal: { low: middle * 0.8, middle, high: middle * 1.2 },
        };
        const difference = (scored(one).score ?? 0) - (scored(multiplied(one, copies)).score ?? 0);
        expect(Math.abs(difference)).toBeLessThanOrEqual(3);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['allowed', (given: PostureInputs, more: number) => ({ allowed: given.allowed + more })],
    ['outbound', (given: PostureInputs, more: number) => ({ outbound: given.outbound + more })],
    // Below the middle of normal, what is blocked is no pressure: it is the share that guards take.
    [
      'pressure',
      (given: PostureInputs, more: number) => ({ blocked: Math.max(given.blocked, given.normal?.middle ?? 0) + more }),
    ],
    [
      'silent sensors',
      ({ sensors: known }: PostureInputs, more: number) => ({
        sensors: known && { ...known, registered: known.registered + more, silent: known.silent + more },
      }),
    ],
  ])('never rises with more %s', (what, raise) => {
    fc.assert(
      fc.property(inputs, count, (given, more) => {
        const at =
          what === 'pressure'
            ? {
                ...given,
                normal: given.normal ?? CALM.normal,
                ...raise({ ...given, normal: given.normal ?? CALM.normal }, 0),
              }
            : given;
        // The first sensor that is registered makes coverage known.
        if (what === 'silent sensors' && (at.sensors?.registered ?? 0) === 0) return;
        expect(scored({ ...at, ...raise(at, more) }).score).toBeLessThanOrEqual(scored(at).score ?? 0);
      }),
    );
  });

  it('gives back what it says when an input is at its best', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const made = scored(given);
        expect(made.raises.map(({ points }) => points)).toEqual(
          made.raises.map(({ points }) => points).sort((one, other) => other - one),
        );
        for (const { component, points } of made.raises) {
          expect(scored({ ...given, ...atItsBest(component, given) }).score).toBe((made.score ?? 0) + points);
        }
      }),
    );
  });

  describe('beside yesterday', () => {
    it('says what changed of what was known both times, and no more', () => {
      const before = { ...scored({ outbound: 1, severe: null }), at: AT - 24 * HOUR };
      const made = scored({ outbound: 0, severe: { critical: 100, high: 0 }, blocked: 49_000 }, before);
      expect(made.yesterday).toEqual({
        at: AT - 24 * HOUR,
        score: 83,
        changes: [
          { component: 'pressure', points: -25 },
          { component: 'compromise', points: 9 },
        ],
      });
    });

    it('compares nothing with a day without score, or of another formula', () => {
      const before = scored({});
      expect(scored({}, { ...before, score: null, gap: 'stale', contributions: [] }).yesterday).toBeNull();
      expect(scored({}, { ...before, formula: 2 }).yesterday).toBeNull();
    });
  });
});

function componentOf(what: 'normal' | 'severe' | 'sensors'): PostureComponent {
  return ({ normal: 'pressure', severe: 'severity', sensors: 'coverage' } as const)[what];
}

/** A county of so many times everything. */
function multiplied(one: PostureInputs, by: number): PostureInputs {
  const { normal: range, severe, sensors: known, agenciesCovered } = one;
  return {
    ...one,
    blocked: one.blocked * by,
    allowed: one.allowed * by,
    detected: one.detected * by,
    outbound: one.outbound * by,
    protectedAddresses: one.protectedAddresses * by,
    agencies: one.agencies * by,
    agenciesCovered: agenciesCovered === null ? null : agenciesCovered * by,
    normal: range && { low: range.low * by, middle: range.middle * by, high: range.high * by },
    severe: severe && { critical: severe.critical * by, high: severe.high * by },
    sensors: known && {
      registered: known.registered * by,
      alive: known.alive * by,
      late: known.late * by,
      silent: known.silent * by,
    },
  };
}

/** The change that puts the input of one component at its best and leaves all others. */
function atItsBest(component: PostureComponent, given: PostureInputs): Partial<PostureInputs> {
  switch (component) {
    case 'pressure':
      // Blocked goes down to the upper edge; while learning, the range is one that fits.
      return given.normal === null
        ? { normal: { low: given.blocked, middle: given.blocked, high: given.blocked } }
        : { blocked: Math.min(given.blocked, Math.ceil(given.normal.high)) };
    case 'allowed':
      return { allowed: 0 };
    case 'severity':
      return { severe: { critical: 0, high: 0 } };
    case 'compromise':
      return { outbound: 0 };
    case 'coverage':
      return { agenciesCovered: given.agencies, sensors: { registered: 1, alive: 1, late: 0, silent: 0 } };
    case 'duties':
      return {};
  }
}
