import { watchClock } from './watch-clock';

const HOUR = 3_600_000;

describe('watchClock', () => {
  let stop: () => void;
  let steps: number;

  beforeEach(() => {
    jest.useFakeTimers();
    steps = 0;
    stop = watchClock(
      async () => {
        steps += 1;
      },
      () => undefined,
    );
  });

  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  it('tells a clock that was set back, once', () => {
    jest.setSystemTime(Date.now() - HOUR);
    jest.advanceTimersByTime(5_000);
    expect(steps).toBe(1);
  });

  it('lets time pass, a clock be set forward and a small correction be', () => {
    jest.advanceTimersByTime(HOUR);
    jest.setSystemTime(Date.now() + HOUR);
    jest.advanceTimersByTime(2_000);
    jest.setSystemTime(Date.now() - 500);
    jest.advanceTimersByTime(2_000);
    expect(steps).toBe(0);
  });
});
