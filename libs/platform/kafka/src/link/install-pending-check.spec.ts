import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { installPendingCheck } from './install-pending-check';

const logger = { namespace: () => logger, debug: () => undefined, warn: () => undefined };

/** A queue of requests to a broker, and the numbers of those that were sent. */
function queueTo(sent: number[], maxInFlightRequests: number | null = null) {
  const queue = new RequestQueue({ maxInFlightRequests, requestTimeout: 30_000, enforceRequestTimeout: false, logger });
  const ask = (correlationId: number): void =>
    queue.push({
      entry: { correlationId, resolve: () => undefined, reject: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });
  const answer = (correlationId: number): void =>
    queue.fulfillRequest({ correlationId, size: 0, payload: Buffer.alloc(0) });
  return { queue, ask, answer };
}

describe('requests to a broker', () => {
  beforeEach(() => {
    installPendingCheck();
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('leave no timer behind', () => {
    const { ask, answer } = queueTo([]);
    for (const request of [0, 1]) ask(request);
    for (const request of [1, 0]) answer(request);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('wait as long as the broker asks for, and are sent then', () => {
    const sent: number[] = [];
    const { queue, ask, answer } = queueTo(sent);
    ask(0);
    queue.maybeThrottle(500);
    answer(0);
    for (const request of [1, 2]) ask(request);
    jest.advanceTimersByTime(499);
    expect(sent).toEqual([0]);
    jest.advanceTimersByTime(1);
    expect(sent).toEqual([0, 1, 2]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('wait until others are answered where only so many may be under way', () => {
    const sent: number[] = [];
    const { ask, answer } = queueTo(sent, 1);
    for (const request of [0, 1]) ask(request);
    jest.advanceTimersByTime(1_000);
    expect(sent).toEqual([0]);
    answer(0);
    expect(sent).toEqual([0, 1]);
    answer(1);
    jest.advanceTimersByTime(100);
    expect(jest.getTimerCount()).toBe(0);
  });
});
