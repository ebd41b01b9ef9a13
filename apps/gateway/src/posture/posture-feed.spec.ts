import type { LogRecord } from '@lianfang/platform/kafka';
import { eventually, plainPosture } from '@lianfang/testing';
import { PostureBook } from './posture-book';
import { PostureFeed } from './posture-feed';

const NOW = Date.UTC(2026, 10, 22, 2);

/** A topic of postures, and the feed that follows it. */
class World {
  start = 0;
  end = 0;
  partitions = 1;
  isAway = false;
  records: LogRecord[] = [];
  readonly said: string[] = [];
  readonly kinds: string[] = [];
  readonly book = new PostureBook((code) => code !== '99999');
  readonly feed = new PostureFeed({
    topic: 't',
    admin: {
      connect: () => this.answer(undefined),
      bounds: () => this.answer(Array.from({ length: this.partitions }, () => ({ ...this.bounds(), partition: 0 }))),
    },
    reader: {
      read: ({ from, to }) =>
        this.answer(this.records.filter(({ offset }) => offset >= from && offset < to).slice(0, 2)),
    },
    book: this.book,
    log: {
      log: (text) => this.said.push(text),
      warn: (text) => this.said.push(text),
      error: (text) => this.said.push(text),
    },
    now: () => NOW,
    onMessage: (kind) => this.kinds.push(kind),
  });

  append(value: unknown, key = '63000'): void {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const bytes = value === null ? null : Buffer.from(text);
    this.records.push({ offset: this.end, logTime: 0, key: Buffer.from(key), value: bytes, headers: {} });
    this.end += 1;
  }

  untilTaken(count: number): Promise<boolean> {
    return eventually(() => this.kinds.length >= count, { because: `${count} messages are taken`, timeoutMs: 5_000 });
  }

  scores(): Record<string, number | null> {
    return Object.fromEntries([...this.book.all].map(([county, { score }]) => [county, score]));
  }

  private bounds() {
    return { start: this.start, end: this.end };
  }

  private async answer<T>(value: T): Promise<T> {
    if (this.isAway) throw new Error('planted: away');
    return value;
  }
}

describe('PostureFeed', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => world.feed.stop());

  it('reads from the beginning and keeps the newest of each county', async () => {
    world.append(plainPosture({ county: '63000', at: NOW - 60_000, score: 70 }));
    world.append(plainPosture({ county: '65000', at: NOW - 60_000, score: 90 }));
    world.append(plainPosture({ county: '63000', at: NOW - 120_000, score: 10 }));
    world.append(plainPosture({ county: '65000', at: NOW - 60_000, score: 91 }));
    world.feed.start();
    await world.untilTaken(4);
    expect(world.scores()).toEqual({ '63000': 70, '65000': 91 });
    expect(world.kinds).toEqual(['taken', 'taken', 'superseded', 'taken']);
    expect(world.book.newest).toBe(NOW - 60_000);
  });

  it('follows what comes after, and passes over what compaction took', async () => {
    world.append(plainPosture({ score: 70 }));
    world.feed.start();
    await world.untilTaken(1);
    world.end += 5;
    world.append(plainPosture({ score: 60 }));
    await world.untilTaken(2);
    expect(world.scores()).toEqual({ '63000': 60 });
  });

  it('counts what it can’t read, what is of the future and who is not in the directory, and goes on', async () => {
    world.append('not json');
    world.append({ county: '63000' });
    world.append(plainPosture({ at: NOW + 3_600_000 }));
    world.append(plainPosture({ county: '99999' }));
    world.append(plainPosture({ score: 60 }));
    world.feed.start();
    await world.untilTaken(5);
    expect(world.kinds).toEqual(['refused', 'refused', 'refused', 'stranger', 'taken']);
    expect(world.scores()).toEqual({ '63000': 60 });
    expect(world.said.join('\n')).toMatch(/Posture 0 can’t be read.*\n.*\nPosture 2 is of the future/);
  });

  it('shows none of a county whose posture was withdrawn', async () => {
    world.append(plainPosture({}));
    world.append(null);
    world.feed.start();
    await world.untilTaken(2);
    expect(world.scores()).toEqual({});
  });

  it('keeps what it knows while Kafka is away, and reads on when it is back', async () => {
    world.append(plainPosture({ score: 70 }));
    world.feed.start();
    await world.untilTaken(1);
    world.isAway = true;
    await eventually(() => world.said.length > 0, { because: 'it says so', timeoutMs: 5_000 });
    expect(world.scores()).toEqual({ '63000': 70 });
    world.append(plainPosture({ score: 50 }));
    world.isAway = false;
    await eventually(() => world.scores()['63000'] === 50, { because: 'it reads on', timeoutMs: 5_000 });
  });

  it('reads a topic that was made anew from its beginning', async () => {
    for (const score of [1, 2, 3]) world.append(plainPosture({ score }));
    world.feed.start();
    await world.untilTaken(3);
    world.records = [];
    world.end = 0;
    world.append(plainPosture({ score: 80 }));
    await world.untilTaken(4);
    expect(world.scores()).toEqual({ '63000': 80 });
  });

  it('says that a topic of several partitions is none', async () => {
    world.partitions = 2;
    world.feed.start();
    await eventually(() => world.said.length > 0, { because: 'it says so' });
    expect(world.said[0]).toContain('must have one partition');
  });
});
