import { RevocationBook, revocationKey, type Revocation, type Session } from '@lianfang/access';
import { CENTRE_ONLY } from '@lianfang/contract';
import type { LogBounds, LogRecord } from '@lianfang/platform/kafka';
import { eventually } from '@lianfang/testing';
import { RevocationFeed } from './revocation-feed';

const ISSUER = 'https://id.example';
const HOUR_MS = 3_600_000;

function session(id: string): Session {
  return { id, issuer: ISSUER, subject: 'wang', claims: {}, begun: 1, seen: 1 };
}

/** A topic of revocations, and the feed that follows it. */
class World {
  start = 0;
  end = 0;
  partitions = 1;
  isAway = false;
  now = 1_000;
  records: LogRecord[] = [];
  settings: Record<string, string> | Error = {
    'cleanup.policy': 'compact,delete',
    'retention.ms': String(12 * HOUR_MS),
  };
  readonly said: string[] = [];
  readonly book = new RevocationBook();
  readonly feed = new RevocationFeed({
    topic: 't',
    admin: {
      connect: () => this.answer(() => undefined),
      bounds: () => this.answer(() => this.bounds()),
      topicSetting: (_topic, name) =>
        this.answer(() => {
          if (this.settings instanceof Error) throw this.settings;
          return this.settings[name];
        }),
    },
    reader: {
      read: ({ from, to }) =>
        this.answer(() => this.records.filter(({ offset }) => offset >= from && offset < to).slice(0, 2)),
    },
    book: this.book,
    longestSessionMs: 12 * HOUR_MS,
    log: {
      log: (text) => this.said.push(text),
      warn: (text) => this.said.push(text),
      error: (text) => this.said.push(text),
    },
    now: () => this.now,
  });

  append(name: string): void {
    const ended: Revocation = { county: CENTRE_ONLY, kind: 'session', issuer: ISSUER, name, at: 1, until: 1e15 };
    this.records.push({
      offset: this.end,
      logTime: 0,
      key: Buffer.from(revocationKey(ended)),
      value: Buffer.from(JSON.stringify(ended)),
      headers: {},
    });
    this.end += 1;
  }

  isReady(): boolean {
    try {
      this.feed.assertReady();
      return true;
    } catch {
      return false;
    }
  }

  untilReady(because: string): Promise<boolean> {
    return eventually(() => this.isReady(), { because, timeoutMs: 3_000 });
  }

  untilEnded(id: string, because: string): Promise<boolean> {
    return eventually(() => this.book.isRevoked(session(id)), { because, timeoutMs: 5_000 });
  }

  untilSaid(text: RegExp): Promise<string> {
    return eventually(() => this.said.find((line) => text.test(line)), { because: `it says ${text}` });
  }

  private bounds(): LogBounds[] {
    return Array.from({ length: this.partitions }, (_, partition) => ({ partition, start: this.start, end: this.end }));
  }

  private async answer<T>(read: () => T): Promise<T> {
    if (this.isAway) throw new Error('no broker');
    return read();
  }
}

describe('RevocationFeed', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  afterEach(async () => {
    await world.feed.stop();
  });

  it('lets nobody in before everything was read, and knows it then', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) world.append(name);
    world.isAway = true;
    world.feed.start();
    await world.untilSaid(/no broker/);
    expect([world.isReady(), world.feed.ageMs()]).toEqual([false, Infinity]);
    world.isAway = false;
    await world.untilReady('Kafka is there');
    expect(world.book.size).toBe(5);
  });

  it('is ready where retention took everything, or the last records', async () => {
    for (const name of ['a', 'b', 'c']) world.append(name);
    [world.start, world.records] = [3, []];
    world.feed.start();
    await world.untilReady('nothing is left to read');
    world.append('d');
    await world.untilEnded('d', 'it came later');
  });

  it('is ready where compaction left holes, also at the end', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) world.append(name);
    world.records = world.records.filter(({ offset }) => offset === 1 || offset === 3);
    world.feed.start();
    await world.untilReady('no more will come');
    expect(world.book.size).toBe(2);
  });

  it('begins anew when the topic was made anew', async () => {
    for (const name of ['a', 'b', 'c']) world.append(name);
    world.feed.start();
    await world.untilReady('all is read');
    [world.end, world.records] = [0, []];
    world.append('d');
    await world.untilEnded('d', 'it stands at the beginning of the new topic');
    expect(world.book.isRevoked(session('a'))).toBe(true);
  });

  it('keeps people in while Kafka is away, and says for how long nothing was heard', async () => {
    world.feed.start();
    await world.untilReady('the topic is empty');
    world.isAway = true;
    world.now += 45_000;
    await world.untilSaid(/For 45 s it is not known/);
    expect([world.isReady(), world.feed.ageMs()]).toEqual([true, 45_000]);
    world.append('a');
    world.isAway = false;
    await world.untilEnded('a', 'Kafka is back');
    await world.untilSaid(/known again/);
    expect(world.feed.ageMs()).toBe(0);
  });

  it.each([
    ['too short', { 'cleanup.policy': 'delete', 'retention.ms': String(12 * HOUR_MS - 1) }, false],
    ['long enough', { 'cleanup.policy': 'compact,delete', 'retention.ms': String(12 * HOUR_MS) }, true],
    ['for ever', { 'cleanup.policy': 'delete', 'retention.ms': '-1' }, true],
    ['without deletion', { 'cleanup.policy': 'compact', 'retention.ms': '1' }, true],
  ])('looks how long revocations are kept: %s', async (_case, settings, isEnough) => {
    world.settings = settings;
    world.feed.start();
    if (isEnough) return void (await world.untilReady('they are kept for long enough'));
    expect(await world.untilSaid(/LF-REVOCATIONS-RETENTION/)).toMatch(/Set retention.ms of the topic to 43200000/);
    expect(world.isReady()).toBe(false);
    world.settings = { ...settings, 'retention.ms': '-1' };
    await world.untilReady('somebody corrected the topic');
  });

  it('says so and goes on where it may not ask how long they are kept', async () => {
    world.settings = Object.assign(new Error('no'), { type: 'TOPIC_AUTHORIZATION_FAILED' });
    world.feed.start();
    await world.untilReady('the check is not everything');
    expect(world.said).toEqual([expect.stringMatching(/ACL DescribeConfigs/)]);
  });

  it('wants one partition', async () => {
    world.partitions = 2;
    world.feed.start();
    await world.untilSaid(/one partition/);
    expect(world.isReady()).toBe(false);
  });
});
