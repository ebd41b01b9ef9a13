import { LogProgress } from './log-progress';
import type { Opening } from './partition-opening';

const opening: Opening = {
  source: { topic: 'threat-events', epoch: 1, partition: 0 },
  start: 0,
  countFrom: 0,
  chunk: undefined,
  logStart: 0,
  logEnd: 0,
} as unknown as Opening;

describe('what the log says now', () => {
  // A watermark with a fraction in it could be stored and never be read again: no owner could open the partition.
  it('is whole milliseconds, which a watermark can carry', () => {
    jest.spyOn(performance, 'now').mockReturnValueOnce(10.25).mockReturnValueOnce(11.75).mockReturnValue(15.125);
    const progress = new LogProgress(opening);
    progress.saw(1_767_600_000_000, undefined);
    expect(progress.now()).toBe(1_767_600_000_003);
  });
});
