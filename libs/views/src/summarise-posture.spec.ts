import { posture, postureSummary, type Posture, type PostureComponent } from '@lianfang/contract';
import { summarisePosture } from './summarise-posture';

const AT = Date.UTC(2026, 10, 22, 2);

function made(off: Partial<Record<PostureComponent, number>>, change: Partial<Posture> = {}): Posture {
  const contributions = (['pressure', 'allowed', 'compromise', 'duties'] as const).map((component) => ({
    component,
    state: 'known' as const,
    points: -(off[component] ?? 0) || 0,
    most: 25,
  }));
  const score = contributions.reduce((sum, { points }) => sum + points, 100);
  const inputs = {
    from: 0,
    to: AT,
    blocked: 1,
    allowed: 0,
    detected: 0,
    outbound: 0,
    protectedAddresses: 9,
    agencies: 1,
  };
  return posture.parse({ county: '63000', at: AT, formula: 1, score, contributions, inputs, raises: [], ...change });
}

describe('summarisePosture', () => {
  it('conforms to the contract', () => {
    const summary = summarisePosture(made({ allowed: 4 }));
    expect(postureSummary.parse(summary)).toEqual(summary);
  });

  it('names what takes most off, and of two the one that is shown first', () => {
    expect(summarisePosture(made({ allowed: 4, compromise: 9 })).first).toBe('compromise');
    expect(summarisePosture(made({ compromise: 9, allowed: 9 })).first).toBe('allowed');
    expect(summarisePosture(made({})).first).toBeNull();
  });

  it('says by how much what was known both times changed, and nothing of what became known', () => {
    const changes = [
      { component: 'allowed' as const, points: -4 },
      { component: 'compromise' as const, points: 1 },
    ];
    const yesterday = { at: AT - 86_400_000, score: 86, changes };
    expect(summarisePosture(made({ allowed: 4 }, { yesterday })).change).toBe(-3);
    expect(summarisePosture(made({}, { yesterday: { ...yesterday, changes: [] } })).change).toBe(0);
    expect(summarisePosture(made({ allowed: 4 })).change).toBeNull();
  });

  it('has nothing but the gap where there is no score', () => {
    const yesterday = { at: AT - 86_400_000, score: 99, changes: [] };
    const silent = made({}, { score: null, gap: 'silent', contributions: [], yesterday });
    expect(summarisePosture(silent)).toMatchObject({ score: null, gap: 'silent', change: null, first: null });
  });
});
