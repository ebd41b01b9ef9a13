import type { Investigation, InvestigationState } from '@lianfang/contract';
import fc from 'fast-check';
import { askFor, decideOn, endNow, isInForce, isSealed, stateOf, stepsFor } from './investigation';
import type { Principal } from './principal';

const DAY = 86_400_000;
const ASKED = Date.UTC(2026, 10, 23);
const ID = '6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11';

function person(subject: string, ...roles: Principal['roles']): Principal {
  return { kind: 'person', subject, name: subject, roles, county: undefined, agency: undefined, assurance: undefined };
}
const LEAD = person('lead', 'central-lead');
const ANALYST = person('analyst', 'central-analyst');
const AUDITOR = person('auditor', 'auditor');
const BOTH = person('lead', 'central-lead', 'auditor');

const asked = (days = 90): Investigation =>
  askFor(ID, { county: '63000', reason: 'leaked accounts', days }, { by: LEAD, at: ASKED });
const step = (by: Principal, day: number) => ({ by, at: ASKED + day * DAY, reason: undefined });

function must<T>(result: { readonly ok: boolean; readonly value?: T }): T {
  if (!result.ok || result.value === undefined) throw new Error('the step was refused');
  return result.value;
}
const approved = (days = 90): Investigation => must(decideOn(asked(days), 'approve', step(AUDITOR, 1)));

describe('a sealed investigation', () => {
  it('is asked for, approved, and ended by time', () => {
    expect(stateOf(asked(), ASKED)).toBe('asked');
    expect(stateOf(approved(), ASKED + 89 * DAY)).toBe('approved');
    expect(stateOf(approved(), ASKED + 90 * DAY)).toBe('ended');
    expect(stateOf(approved(7), ASKED + 7 * DAY)).toBe('ended');
  });

  it('lapses where nobody decided in 14 days, and can’t be decided any more', () => {
    expect(stateOf(asked(), ASKED + 14 * DAY - 1)).toBe('asked');
    expect(stateOf(asked(), ASKED + 14 * DAY)).toBe('lapsed');
    expect(decideOn(asked(), 'approve', step(AUDITOR, 14))).toEqual({ ok: false, error: 'state' });
    expect(stateOf(asked(3), ASKED + 3 * DAY)).toBe('lapsed');
  });

  it('is not decided by who asked, even with both roles', () => {
    expect(decideOn(asked(), 'approve', step(BOTH, 1))).toEqual({ ok: false, error: 'own' });
    expect(decideOn(asked(), 'refuse', step(BOTH, 1))).toEqual({ ok: false, error: 'own' });
    expect(stepsFor(asked(), BOTH, ASKED)).toEqual([]);
  });

  it('is decided once, and ended once', () => {
    expect(decideOn(approved(), 'refuse', step(AUDITOR, 2))).toEqual({ ok: false, error: 'state' });
    const ended = must(endNow(approved(), step(LEAD, 3)));
    expect(endNow(ended, step(AUDITOR, 4))).toEqual({ ok: false, error: 'state' });
    expect(endNow(asked(), step(LEAD, 1))).toEqual({ ok: false, error: 'state' });
  });

  it('lets people of the centre look at its county while it is approved', () => {
    expect(isInForce(approved(), '63000', ANALYST, ASKED + 2 * DAY)).toBe(true);
    expect(isInForce(approved(), '63000', LEAD, ASKED + 2 * DAY)).toBe(true);
    expect(isInForce(approved(), '64000', LEAD, ASKED + 2 * DAY)).toBe(false);
    expect(isInForce(approved(), '63000', AUDITOR, ASKED + 2 * DAY)).toBe(false);
    expect(isInForce(asked(), '63000', LEAD, ASKED + 2 * DAY)).toBe(false);
    expect(isInForce(approved(), '63000', LEAD, ASKED + 90 * DAY)).toBe(false);
  });

  it('says who may do what', () => {
    expect(stepsFor(asked(), AUDITOR, ASKED)).toEqual(['approve', 'refuse']);
    expect(stepsFor(asked(), LEAD, ASKED)).toEqual([]);
    expect(stepsFor(approved(), AUDITOR, ASKED + 2 * DAY)).toEqual(['end']);
    expect(stepsFor(approved(), LEAD, ASKED + 2 * DAY)).toEqual(['end']);
    expect(stepsFor(approved(), ANALYST, ASKED + 2 * DAY)).toEqual([]);
  });
});

/** Where each state may go. */
const NEXT: Readonly<Record<InvestigationState, readonly InvestigationState[]>> = {
  asked: ['asked', 'approved', 'refused', 'lapsed'],
  approved: ['approved', 'ended'],
  refused: ['refused'],
  lapsed: ['lapsed'],
  ended: ['ended'],
};

const story = fc.record({
  days: fc.integer({ min: 1, max: 200 }),
  steps: fc.array(
    fc.record({
      // Some soon after the other, some weeks later: an approved one must live to its end.
      wait: fc.oneof(fc.integer({ min: 0, max: DAY }), fc.integer({ min: 0, max: 60 * DAY })),
      by: fc.constantFrom(LEAD, BOTH, AUDITOR, ANALYST),
      deed: fc.constantFrom('approve', 'refuse', 'end', 'wait'),
    }),
    { maxLength: 12 },
  ),
});

describe('whatever people do to it', () => {
  it('goes from state to state as drawn, is sealed at most 90 days, and never again once it was open', () => {
    fc.assert(
      fc.property(story, ({ days, steps }) => {
        let now = ASKED;
        let current = asked(days);
        let before = stateOf(current, now);
        for (const { wait, by, deed } of steps) {
          const wasSealed = isSealed(current, now);
          now += wait;
          const at = { by, at: now, reason: undefined };
          const done = deed === 'wait' ? undefined : deed === 'end' ? endNow(current, at) : decideOn(current, deed, at);
          if (done?.ok) current = done.value;
          const after = stateOf(current, now);
          expect(reachable(before)).toContain(after);
          expect(isSealed(current, now)).toBe(after === 'asked' || after === 'approved');
          if (!wasSealed) expect(isSealed(current, now)).toBe(false);
          expect(current.sealedUntil - ASKED).toBeLessThanOrEqual(90 * DAY);
          expect(current.decided?.by.subject).not.toBe(current.asked.by.subject);
          before = after;
        }
      }),
    );
  });
});

/** In one step and the time before it. */
function reachable(from: InvestigationState): ReadonlySet<InvestigationState> {
  return new Set(NEXT[from].flatMap((state) => NEXT[state]));
}
