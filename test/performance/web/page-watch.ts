/** What a page noted of itself. Milliseconds since its navigation began; shifts are scores. */
export interface PageNotes {
  readonly largestPaint: number;
  readonly shift: number;
  readonly longTasks: readonly { readonly at: number; readonly duration: number }[];
  /** Of each interaction, its longest event. */
  readonly interactions: readonly number[];
}

/**
 * Runs in the page before anything of ours, and notes what the browser says of it: largest contentful paint, layout shifts
 * (session windows, as web-vitals sums them), tasks over 50 ms, and events until the next paint.
 */
export function watchPage(): void {
  const notes = { largestPaint: 0, shift: 0, longTasks: [] as { at: number; duration: number }[] };
  const interactions = new Map<number, number>();
  let session = { began: 0, last: 0, score: 0 };
  const observe = (type: string, take: (entry: PerformanceEntry) => void, more = {}): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  };
  observe('largest-contentful-paint', ({ startTime }) => (notes.largestPaint = startTime));
  observe('longtask', ({ startTime, duration }) => notes.longTasks.push({ at: startTime, duration }));
  observe('layout-shift', (entry) => {
    const { startTime, value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (hadRecentInput) return;
    const goesOn = startTime - session.last < 1_000 && startTime - session.began < 5_000;
    session = goesOn
      ? { ...session, last: startTime, score: session.score + value }
      : { began: startTime, last: startTime, score: value };
    notes.shift = Math.max(notes.shift, session.score);
  });
  observe(
    'event',
    (entry) => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId) interactions.set(interactionId, Math.max(interactions.get(interactionId) ?? 0, duration));
    },
    { durationThreshold: 16 },
  );
  Object.defineProperty(window, 'lianfangNotes', {
    value: () => ({ ...notes, interactions: [...interactions.values()] }),
  });
}
