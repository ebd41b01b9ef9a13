import { READ_WINDOW_MS, ReadWindows } from './read-windows';

describe('ReadWindows', () => {
  it('wants one entry in 15 minutes for each key', () => {
    const windows = new ReadWindows();
    expect(windows.needsEntry('a', 0)).toBe(true);
    windows.note('a', 0);
    expect([windows.needsEntry('a', READ_WINDOW_MS - 1), windows.needsEntry('b', 1)]).toEqual([false, true]);
    expect(windows.needsEntry('a', READ_WINDOW_MS)).toBe(true);
  });

  it('wants one still when the log did not take it', () => {
    const windows = new ReadWindows();
    expect(windows.needsEntry('a', 0)).toBe(true);
    expect(windows.needsEntry('a', 1)).toBe(true);
  });

  it('wants one when the clock was set back', () => {
    const windows = new ReadWindows();
    windows.note('a', 1_000_000);
    expect(windows.needsEntry('a', 5)).toBe(true);
  });

  it('forgets the oldest, and never one that is new', () => {
    const windows = new ReadWindows();
    for (let index = 0; index < 20_001; index += 1) windows.note(String(index), index);
    expect([windows.needsEntry('0', 20_001), windows.needsEntry('20000', 20_001)]).toEqual([true, false]);
  });
});
