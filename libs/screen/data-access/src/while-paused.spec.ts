import { signal } from '@angular/core';
import { whilePaused } from './while-paused';

interface Figure {
  readonly county: string;
  readonly blocked: number;
}

describe('figures while who looks has paused them', () => {
  const arriving = signal<Figure | null>(null);
  const paused = signal(false);
  const shown = whilePaused(arriving, paused, (kept, arrived) => kept.county === arrived.county);

  beforeEach(() => {
    paused.set(false);
    arriving.set({ county: '66000', blocked: 1 });
    shown();
  });

  it('stand still, and are those of now as soon as they move again', () => {
    paused.set(true);
    arriving.set({ county: '66000', blocked: 2 });
    expect(shown()?.blocked).toBe(1);
    arriving.set({ county: '66000', blocked: 3 });
    expect(shown()?.blocked).toBe(1);
    paused.set(false);
    expect(shown()?.blocked).toBe(3);
  });

  it('are not kept for another county, and never in place of nothing', () => {
    paused.set(true);
    arriving.set({ county: '63000', blocked: 7 });
    expect(shown()).toEqual({ county: '63000', blocked: 7 });
    arriving.set({ county: '63000', blocked: 8 });
    expect(shown()?.blocked).toBe(7);
    arriving.set(null);
    expect(shown()).toBeNull();
  });
});
