import fc from 'fast-check';
import { ChunkClock, type ChunkPlace } from './chunk-clock';

const rule = { offsetsPerBlock: 100, millisecondsPerBlock: 1000 };

describe('ChunkClock', () => {
  it('opens a chunk where append time enters another block', () => {
    const clock = new ChunkClock(rule);
    expect(clock.placeOf(0, 500, 0)).toEqual({ name: '0.0', from: 0 });
    expect(clock.placeOf(1, 999, 1)).toEqual({ name: '0.0', from: 0 });
    expect(clock.placeOf(2, 1000, 2)).toEqual({ name: '0.1', from: 2 });
  });

  it('never goes back when append time does', () => {
    const clock = new ChunkClock(rule);
    clock.placeOf(0, 1500, 0);
    expect(clock.placeOf(1, 900, 1)).toEqual({ name: '0.1', from: 0 });
  });

  it('opens a chunk at each block of offsets, and gives it the gap after the boundary', () => {
    const clock = new ChunkClock(rule);
    clock.placeOf(90, 0, 90);
    expect(clock.placeOf(350, 0, 91)).toEqual({ name: '3.0', from: 100 });
  });

  it('goes on in a chunk that is known by name when its first records are gone', () => {
    const clock = new ChunkClock(rule);
    clock.resume({ name: '1.7', from: 100 });
    expect(clock.placeOf(150, 3_000, 100)).toEqual({ name: '1.7', from: 100 });
    expect(clock.placeOf(151, 8_000, 151)).toEqual({ name: '1.8', from: 151 });
  });

  it('gives a chunk of which nothing is left the gap up to the end of its block', () => {
    const clock = new ChunkClock(rule);
    clock.resume({ name: '1.7', from: 100 });
    expect(clock.placeOf(350, 3_000, 100)).toEqual({ name: '3.3', from: 200 });
  });

  it('finds the same chunks again when started at any of their first offsets', () => {
    const steps = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 90 }), time: fc.integer({ min: 0, max: 9000 }) }),
      {
        minLength: 1,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(steps, (list) => {
        let offset = -1;
        const records = list.map(({ gap, time }) => ({ offset: (offset += gap), time }));
        const whole = place(records, 0);
        for (const from of new Set(whole.map((chunk) => chunk.from))) {
          const rest = records.filter((record) => record.offset >= from);
          expect(place(rest, from)).toEqual(whole.slice(-rest.length));
        }
      }),
    );
  });
});

function place(records: readonly { offset: number; time: number }[], from: number): ChunkPlace[] {
  const clock = new ChunkClock(rule);
  let previous = from;
  return records.map(({ offset, time }) => {
    const chunk = clock.placeOf(offset, time, previous);
    previous = offset + 1;
    return chunk;
  });
}
