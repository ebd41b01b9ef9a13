import type { CountyFigures, SituationView } from '@lianfang/contract';
import { MiddleDesk, middleOf } from './middle-desk';

const AS_OF = Date.UTC(2026, 10, 22, 2);
type Some = Partial<CountyFigures> & { readonly score?: number | null; readonly at?: number };

function figures({ score = null, at = AS_OF, ...change }: Some): CountyFigures {
  const summary = { at, formula: 1, score, gap: null, change: null, first: null };
  return {
    blockedPerMinute: 0,
    blockedPerMinutePer1000: null,
    normal: null,
    blockedToday: 0,
    lastHour: { blocked: 0, allowed: 0, detected: 0 },
    outboundLastHour: 0,
    lastEventMinute: AS_OF,
    silent: false,
    behind: false,
    posture: score === null ? null : summary,
    ...change,
  };
}

function situation(counties: readonly Some[]): SituationView {
  const byCode = counties.map((change, at) => [String(10_001 + at), figures(change)] as const);
  return {
    freshness: { state: 'live', asOf: AS_OF, pending: 0 },
    counties: Object.fromEntries(byCode),
  } as Partial<SituationView> as SituationView;
}

const scores = (...list: readonly number[]): Some[] => list.map((score) => ({ score }));

describe('middleOf', () => {
  it('is the middle one of an odd number, and halfway between two of an even number', () => {
    expect(middleOf(situation(scores(90, 10, 70, 80, 60))).score).toBe(70);
    expect(middleOf(situation(scores(90, 10, 70, 81, 60, 74))).score).toBe(72);
  });

  it('tells nothing of fewer than five counties, each figure by itself', () => {
    const four = scores(1, 2, 3, 4).map((some) => ({ ...some, blockedPerMinutePer1000: 2 }));
    expect(middleOf(situation(four))).toEqual({
      asOf: AS_OF,
      score: null,
      blockedPerMinutePer1000: null,
      timesNormal: null,
    });
    expect(middleOf(situation([...four, { blockedPerMinutePer1000: 2 }]))).toMatchObject({
      score: null,
      blockedPerMinutePer1000: 2,
    });
  });

  it('leaves out who is silent, and whose posture is five minutes behind the figures', () => {
    const five = scores(1, 2, 3, 4, 5);
    expect(middleOf(situation([...five.slice(1), { score: 1, silent: true }])).score).toBeNull();
    expect(middleOf(situation([...five.slice(1), { score: 1, at: AS_OF - 300_001 }])).score).toBeNull();
    expect(middleOf(situation([...five.slice(1), { score: 1, at: AS_OF - 300_000 }])).score).toBe(3);
  });

  it.each([
    [0.012345, 0.012],
    [13.749, 14],
    [4_321, 4_300],
    [0, 0],
  ])('rounds %d events per 1,000 addresses to two digits: %d', (rate, told) => {
    const five = Array.from({ length: 5 }, () => ({ blockedPerMinutePer1000: rate }));
    expect(middleOf(situation(five)).blockedPerMinutePer1000).toBe(told);
  });

  it('measures each county by its own normal, and not one that learns', () => {
    const normal = { low: 1, middle: 30, high: 90 };
    const five = Array.from({ length: 5 }, () => ({ blockedPerMinute: 44, normal }));
    expect(middleOf(situation(five)).timesNormal).toBe(1.5);
    expect(middleOf(situation([...five.slice(1), { blockedPerMinute: 44, normal: null }])).timesNormal).toBeNull();
  });

  it('does not move by what one county does below the rounding, and says nothing of an outlier', () => {
    const rates = [1, 12.2, 13.74, 16, 17].map((rate) => ({ blockedPerMinutePer1000: rate }));
    const before = middleOf(situation(rates));
    expect(middleOf(situation(rates.with(2, { blockedPerMinutePer1000: 14.2 })))).toEqual(before);
    expect(middleOf(situation(rates.with(4, { blockedPerMinutePer1000: 9_999_999 })))).toEqual(before);
  });
});

describe('MiddleDesk', () => {
  it('tells the same for 30 seconds, whoever asks and whatever happens', () => {
    const clock = { now: 1_000 };
    let list = scores(10, 20, 30, 40, 50);
    const desk = new MiddleDesk({ situation: () => situation(list), now: () => clock.now });
    expect(desk.answer().score).toBe(30);
    list = scores(90, 90, 90, 90, 90);
    clock.now += 29_999;
    expect(desk.answer().score).toBe(30);
    clock.now += 1;
    expect(desk.answer().score).toBe(90);
  });
});
