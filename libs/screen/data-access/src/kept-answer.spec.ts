import { KEPT_FOR, keptAnswer } from './kept-answer';

describe('an answer that is kept', () => {
  const first = { value: 'first', at: 1_000 };

  it('gives way to a newer one', () => {
    expect(keptAnswer(first, 'second', 61_000)).toEqual({ value: 'second', at: 61_000 });
  });

  it('outlives a failed question, and is dropped once it is three minutes old', () => {
    expect(keptAnswer(first, null, 999 + KEPT_FOR)).toEqual(first);
    expect(keptAnswer(first, null, 1_000 + KEPT_FOR)).toBeNull();
    expect(keptAnswer(null, null, 1_000)).toBeNull();
  });
});
