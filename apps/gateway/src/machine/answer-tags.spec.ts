import { asOfIn, isNamed, tagOf } from './answer-tags';

describe('tags of answers', () => {
  it('are the same while only the age moves, and others when a figure does', () => {
    const answer = { points: [1, 2], freshness: { asOf: 1 }, asOf: 1 };
    expect(tagOf({ ...answer, freshness: { asOf: 2 }, asOf: 3 })).toBe(tagOf(answer));
    expect(tagOf({ ...answer, points: [1, 3] })).not.toBe(tagOf(answer));
    expect(tagOf(answer)).toMatch(/^W\/"[\w-]{27}"$/);
  });

  it('go with the age, wherever it stands', () => {
    expect(asOfIn({ freshness: { asOf: 5 } })).toBe(5);
    expect(asOfIn({ asOf: 6, freshness: { asOf: 5 } })).toBe(6);
    expect(asOfIn({ asOf: null, freshness: null })).toBeUndefined();
    expect(asOfIn({})).toBeUndefined();
  });

  it('are compared weakly, in lists too', () => {
    expect(isNamed('W/"a"', 'W/"a"')).toBe(true);
    expect(isNamed('"x", "a"', 'W/"a"')).toBe(true);
    expect(isNamed('*', 'W/"a"')).toBe(true);
    expect(isNamed('"b"', 'W/"a"')).toBe(false);
    expect(isNamed(undefined, 'W/"a"')).toBe(false);
  });
});
