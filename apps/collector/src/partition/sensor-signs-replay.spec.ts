import type { SensorSign } from '@lianfang/contract';
import { createSensorRegistry, parseSensors, type SensorRegistry } from '@lianfang/locate';
import { location, threatEvent } from '@lianfang/testing';
import fc from 'fast-check';
import type { Outcome } from '../pipeline';
import { MemorySigns } from './memory-signs';
import { SensorSigns } from './sensor-signs';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const NOON = 1_800_000_000_000;
const SENSORS = 1_000;

interface Line {
  readonly chunk: number;
  readonly known: SensorRegistry;
  readonly sensor: string;
  readonly kind: Outcome['kind'];
}

function registryOf(sensors: readonly number[]): SensorRegistry {
  const ids = ['someone-else', ...new Set(sensors.map((sensor) => `ids-${sensor}`))];
  const file = parseSensors(`sensors:\n${ids.map((id) => `  - { id: ${id}, speaksFor: nation }\n`).join('')}`);
  if (!file.ok) throw new Error('the test file must be readable');
  return createSensorRegistry(file.value, { hash: 'd', counties: [], agencies: [] }, 'threat-events');
}

function outcomeOf({ kind, sensor, known }: Line, offset: number): Outcome {
  const writer = known.sensors.get(sensor);
  switch (kind) {
    case 'counted':
      return { kind, event: threatEvent({ time: NOON + offset }), location: location(), sensor, writer };
    case 'duplicate':
      return { kind, sensor, writer };
    case 'ignored':
      return { kind, what: 'stats', sensor, writer };
    case 'rejected':
      return { kind, rejection: { code: offset % 2 === 0 ? 'not-json' : 'empty', detail: 'cut' }, sensor, writer };
  }
}

const sensorNumber = fc.nat({ max: SENSORS - 1 });
const KINDS = ['counted', 'ignored', 'rejected', 'duplicate'] as const;
/** `registered`: a new registry from this chunk on, or the one before. */
const chunkOf = fc.record({
  first: sensorNumber,
  names: fc.integer({ min: 0, max: 700 }),
  again: fc.array(sensorNumber, { minLength: 1, maxLength: 20 }),
  registered: fc.option(fc.array(sensorNumber, { maxLength: 30 })),
});

const chunks = fc.array(chunkOf, { minLength: 2, maxLength: 6 });

/** A log in which registries change, and names run on from chunk to chunk, more than are remembered. */
function linesOf(log: typeof chunks extends fc.Arbitrary<infer T> ? T : never): Line[] {
  let known = registryOf([]);
  return log.flatMap(({ first, names, again, registered }, chunk) => {
    if (registered !== null) known = registryOf(registered);
    const sensors = [...Array.from({ length: names }, (_unused, at) => (first + at) % SENSORS), ...again];
    return sensors.map((sensor, at): Line => {
      return { chunk, known, sensor: `ids-${sensor}`, kind: KINDS[(sensor + at + chunk) % 4] ?? 'counted' };
    });
  });
}

/** Somebody who has the partition: counts from an offset on, and writes as a collector does. */
class Owner {
  private constructor(
    private readonly lines: readonly Line[],
    private readonly store: MemorySigns,
    private readonly signs: SensorSigns,
    private at: number,
  ) {}

  static async of(lines: readonly Line[], store: MemorySigns, from = 0): Promise<Owner> {
    return new Owner(lines, store, new SensorSigns(source, await store.of(source)), from);
  }

  get next(): number {
    return this.at;
  }

  async play(to: number, every: number): Promise<void> {
    for (; this.at < to; this.at += 1) {
      const line = this.lines[this.at] as Line;
      // A clock that is set back now and then.
      const logTime = NOON + this.at * 1_000 - (this.at % 7) * 5_000;
      const record = { offset: this.at, logTime, key: null, value: null, headers: {} };
      this.signs.saw(outcomeOf(line, this.at), record, `0.${line.chunk}`, line.known);
      if (this.at % every === 0) await this.write(this.take());
    }
    await this.write(this.take());
  }

  take(): SensorSign[] {
    return this.signs.changed();
  }

  async write(taken: readonly SensorSign[]): Promise<void> {
    await this.store.write(taken);
    this.signs.stored(taken);
    await this.store.forget((await this.store.of(source)).filter((sign) => this.signs.isForgotten(sign)));
  }
}

const startOf = (lines: readonly Line[], chunk: number): number => {
  const at = lines.findIndex((line) => line.chunk === chunk);
  return at < 0 ? lines.length : at;
};

async function inOrder(store: MemorySigns): Promise<SensorSign[]> {
  return (await store.of(source)).sort((a, b) => a.to - b.to);
}

async function wholeOf(lines: readonly Line[], every: number): Promise<SensorSign[]> {
  const whole = new MemorySigns();
  await (await Owner.of(lines, whole)).play(lines.length, every);
  return inOrder(whole);
}

const share = fc.nat({ max: 999 });
const every = fc.integer({ min: 50, max: 400 });

describe('signs of life that are counted again', () => {
  it('are the same, at every moment, whoever was stopped, wherever, and went on from a chunk before', async () => {
    const stops = fc.array(fc.record({ stop: share, back: fc.nat({ max: 2 }) }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(chunks, stops, every, async (log, taken, pace) => {
        const lines = linesOf(log);
        const store = new MemorySigns();
        let from = 0;
        for (const { stop, back } of taken.sort((one, other) => one.stop - other.stop)) {
          const end = Math.floor((lines.length * stop) / 1_000);
          await (await Owner.of(lines, store, from)).play(end, pace);
          // A commit never goes back.
          from = Math.max(from, startOf(lines, Math.max(0, (lines[end]?.chunk ?? 0) - back)));
        }
        await (await Owner.of(lines, store, from)).play(lines.length, pace);
        const stored = await inOrder(store);
        expect(stored).toEqual(await wholeOf(lines, pace));
        expect(stored.filter(({ registered }) => !registered).length).toBeLessThanOrEqual(1_001);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('are the same although an owner of before writes late: the next chunk forgets again what that brought back', async () => {
    const steps = fc.array(fc.record({ isLate: fc.boolean(), by: fc.nat({ max: 400 }) }), { maxLength: 12 });
    const zombie = fc.record({ took: share, stop: share, back: fc.nat({ max: 2 }), steps });
    await fc.assert(
      fc.asyncProperty(chunks, zombie, every, async (log, { took, stop, back, ...of }, pace) => {
        const lines = linesOf(log);
        const store = new MemorySigns();
        const last = startOf(lines, lines.at(-1)?.chunk ?? 0);
        const end = Math.floor((last * stop) / 1_000);
        const first = await Owner.of(lines, store);
        await first.play(Math.floor((end * took) / 1_000), pace);
        // Written, and said again by a client that had no answer.
        const said = await store.of(source);
        await first.play(end, pace);
        const second = await Owner.of(lines, store, startOf(lines, Math.max(0, (lines[end]?.chunk ?? 0) - back)));
        for (const { isLate, by } of of.steps) {
          const owner = isLate ? first : second;
          await owner.play(Math.min(owner.next + by, last), pace);
        }
        await second.play(last, pace);
        await store.write(said);
        await second.play(lines.length, pace);
        expect(await inOrder(store)).toEqual(await wholeOf(lines, pace));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
