import { posture } from '@lianfang/contract';
import { plainPosture } from '@lianfang/testing';
import { currentPosture } from './current-posture';
import { summarisePosture } from './summarise-posture';

const AT = Date.UTC(2026, 10, 22, 2);
const MINUTE = 60_000;
const yesterday = { at: AT - 86_400_000, score: 99, changes: [{ component: 'compromise' as const, points: -18 }] };

describe('currentPosture', () => {
  it('leaves one that is at most 2 minutes behind the figures, or ahead of them', () => {
    const made = plainPosture({ at: AT, yesterday });
    for (const behind of [-MINUTE, 0, 2 * MINUTE]) expect(currentPosture(made, AT + behind)).toEqual(made);
  });

  it('leaves one where the figures’ instant is not known', () => {
    const made = plainPosture({ at: AT });
    expect(currentPosture(made, null)).toEqual(made);
  });

  it('keeps of an older one nothing but of when it is, and what it was made from', () => {
    const made = plainPosture({ at: AT, yesterday });
    const old = currentPosture(made, AT + 2 * MINUTE + 1);
    expect(posture.parse(old)).toEqual(old);
    expect(old).toEqual({ ...made, score: null, gap: 'not-judged', contributions: [], yesterday: null, raises: [] });
    expect(summarisePosture(old)).toEqual({
      at: AT,
      formula: 1,
      score: null,
      gap: 'not-judged',
      change: null,
      first: null,
    });
  });

  it('does not let a feed stand still that moves again', () => {
    const stale = plainPosture({ at: AT, score: null, gap: 'stale', contributions: [], raises: [] });
    expect(currentPosture(stale, AT + 10 * MINUTE).gap).toBe('not-judged');
  });
});
