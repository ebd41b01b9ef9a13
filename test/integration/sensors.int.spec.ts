import type { RejectedPage, SensorPage } from '@lianfang/contract';
import { CHUNK_RULES } from '../faults/build/collector-build';
import { untilStored } from './collector-process';
import { runRebuild } from './rebuild-process';
import { SensorWorld } from './sensor-world';

const TAIPEI = '63000';
const NEW_TAIPEI = '65000';
/** Second parts of addresses of the two in the demonstration's directory. */
const IN_TAIPEI = 16;
const IN_NEW_TAIPEI = 12;

const RULE = CHUNK_RULES.hurried;
/** Signs wait for 2 s at most, a flush comes each second, and a busy machine takes its time. */
const LONGEST_LAG_MS = 5_000;

const registry = (second: string, policy = 'count'): string => `unregistered: ${policy}
heartbeat: PT1H
sensors:
  - { id: taipei-ips, speaksFor: { counties: ['${TAIPEI}'] }, heartbeat: PT4S }
  - { id: new-taipei-ips, speaksFor: { counties: ['${second}'] } }
  - { id: spare-ips, speaksFor: { counties: ['${TAIPEI}'] } }
  - { id: elsewhere-ips, speaksFor: nation, topics: [history] }
`;
const FIRST = registry(NEW_TAIPEI);

describe('the registry of sensors, from the log to the API', () => {
  const world = new SensorWorld();

  beforeAll(() => world.open(FIRST), 180_000);
  afterAll(() => world.close());

  it('counts what a sensor may say, and puts the rest away with its reason', async () => {
    await world.send([
      ...world.alerts('taipei-ips', IN_TAIPEI, 10),
      ...world.alerts('new-taipei-ips', IN_NEW_TAIPEI, 5),
      ...world.alerts('new-taipei-ips', IN_TAIPEI, 4),
      ...world.alerts('elsewhere-ips', IN_TAIPEI, 2),
      ...world.alerts('stranger', IN_TAIPEI, 3),
      { key: 'new-taipei-ips', value: '{"timestamp": broken' },
      world.heartbeat('elsewhere-ips'),
    ]);
    expect(await world.settled()).toMatchObject({
      counted: 18,
      ignored: 1,
      rejected: 7,
      rejectedByCode: { 'sensor-not-allowed': 6, 'not-json': 1 },
      balanced: true,
    });
    expect(await world.counted()).toEqual({ [TAIPEI]: 13, [NEW_TAIPEI]: 5 });
    const { items } = await world.rest<RejectedPage>('/api/v1/rejected?code=sensor-not-allowed');
    expect(items.map(({ sensor, detail }) => `${sensor}: ${detail}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^new-taipei-ips: .*not let this sensor speak for the agency taipei-/),
        'elsewhere-ips: the registry does not let this sensor write to this topic',
      ]),
    );
  }, 90_000);

  it('says of each sensor when it was heard last, and what of it could be read', async () => {
    const page = await untilStored(async () => {
      const found = await world.rest<SensorPage>('/api/v1/sensors');
      // Unknown while the log is not read up to now: then nobody can say who is silent.
      const isJudged = found.items.every(({ state }) => state !== 'unknown');
      return isJudged && found.items.every(({ id, lastSign }) => id === 'spare-ips' || lastSign !== null) && found;
    }, 'signs of all that wrote are stored');
    const byId = Object.fromEntries(page.items.map((item) => [item.id ?? '', item]));
    expect(byId['new-taipei-ips']).toMatchObject({
      county: NEW_TAIPEI,
      state: 'alive',
      faulty: false,
      rejectedCode: 'not-json',
      recent: { counted: 5, rejected: 5 },
    });
    expect(byId['elsewhere-ips']).toMatchObject({
      county: null,
      state: 'alive',
      lastCounted: null,
      recent: { ignored: 1 },
    });
    expect(byId['stranger']).toMatchObject({ county: null, state: 'unregistered', heartbeat: null });
    expect(byId['spare-ips']).toMatchObject({ state: 'never-seen', lastSign: null });
    const metrics = await (await world.gateway?.get('/metrics'))?.text();
    expect(metrics).toMatch(/lianfang_sensors\{[^}]*state="never-seen"[^}]*\} 1/);
  });

  it('makes a silent sensor late, and then silent, though nothing else happens', async () => {
    const seen: string[] = [];
    await untilStored(async () => {
      const { state = '', age } = (await world.sensor('taipei-ips')) ?? {};
      seen.push(state);
      return state === 'silent' && (age ?? 0) > 12;
    }, 'three times its expected heartbeat passes');
    // On a busy machine reading may be behind for a moment, and the state unknown.
    expect([...new Set(seen)].filter((state) => !['alive', 'unknown'].includes(state))).toEqual(['late', 'silent']);
    await untilStored(
      async () => (await world.sensor('new-taipei-ips'))?.state === 'alive',
      'who was heard of goes on to be alive',
    );
  });

  it('holds another registry from the next chunk on, and counts what is sent again under it', async () => {
    world.replaceSensors(registry('63999'));
    await untilStored(async () => world.collector?.log().includes('no county'), 'a bad file is refused');
    world.replaceSensors(registry(TAIPEI));
    await untilStored(async () => {
      await world.send([world.heartbeat('taipei-ips')]);
      return (await world.pinned()).size === 2;
    }, 'a chunk is pinned to the new file');
    const [old = [], next = []] = [...(await world.pinned()).values()].sort((one, other) => compare(one[0], other[0]));
    // Each chunk has one file, and no chunk of the old one comes after one of the new.
    expect(compare(old.sort(compare).at(-1), next.sort(compare)[0])).toBeLessThan(0);
    const before = await world.settled();
    expect(await world.resend('sensor-not-allowed')).toMatchObject({ sent: 6, failed: 0 });
    const after = await world.settled();
    expect([after.counted - before.counted, after.rejected - before.rejected, after.balanced]).toEqual([4, 2, true]);
    expect(await world.counted()).toEqual({ [TAIPEI]: 17, [NEW_TAIPEI]: 5 });
  }, 90_000);

  it('never takes a sign of life back and loses none, wherever it is killed', async () => {
    const keys = Array.from({ length: 8 }, (_unused, at) => `load-${at}`);
    const seen = new Map<string, number>();
    let isOver = false;
    // Each sensor has its time, so that the last sign of some is in a chunk that is long past.
    const load = world.loadUntil(
      () => isOver,
      (turn) => world.alerts(keys[Math.floor(turn / 20) % keys.length] ?? '', IN_TAIPEI, 5),
    );
    const look = async (): Promise<void> => {
      for (const [sensor, { to }] of await world.signs()) {
        expect(Number(to)).toBeGreaterThanOrEqual(seen.get(sensor) ?? 0);
        seen.set(sensor, Number(to));
      }
    };
    for (let kill = 0; kill < 4; kill += 1) {
      const until = Date.now() + 3_000 + kill * 700;
      while (Date.now() < until) await look();
      await world.collector?.end('SIGKILL');
      const killed = Date.now();
      await look();
      expect(await olderThan(killed - LONGEST_LAG_MS)).toEqual([]);
      const end = (await world.log()).length;
      world.startCollector();
      // It joins once the session of the killed one is over.
      await untilStored(async () => {
        await look();
        return [...seen.values()].some((to) => to > end);
      }, 'it goes on beyond where it was killed');
    }
    isOver = true;
    await load;
    await world.settled();
    const wanted = [...lastOffsets(await world.log())];
    await untilStored(
      async () => {
        const stored = await world.signs();
        return wanted.every(([sensor, offset]) => stored.get(sensor)?.['to'] === offset + 1);
      },
      `the last record of each sensor is its last sign: ${JSON.stringify(wanted)}`,
    );
    expect(await world.ledger()).toMatchObject({ balanced: true });
  }, 240_000);

  it('is what a rebuild counts by, when it is given', async () => {
    const log = await world.log();
    const [first, last] = [log[0]?.logTime ?? 0, log.at(-1)?.logTime ?? 0];
    // A record of a later chunk finishes those before it.
    await untilStored(async () => {
      await world.send([world.heartbeat('taipei-ips')]);
      return [...(await world.pinned()).values()].flat().some((chunk) => isAfter(chunk, last));
    }, 'another chunk begins');
    await world.settled();
    const before = await world.counted();
    const range = ['--from', new Date(first).toISOString(), '--to', new Date(last + 1).toISOString(), '--yes'];
    const wrong = world.file('wrong.yaml', registry('63999'));
    const refused = await untilStored(async () => {
      const end = await runRebuild(world.prefix, [...range, '--sensors', wrong], world.programs.rebuild);
      return !end.said.includes('LF-REBUILD-OPEN') && end;
    }, 'the chunks of the range are finished');
    expect([refused.code, refused.said]).toEqual([2, expect.stringMatching(/wrong\.yaml.*no county "63999"/s)]);
    const strict = world.file('strict.yaml', registry(NEW_TAIPEI, 'reject'));
    const rebuilt = await runRebuild(world.prefix, [...range, '--sensors', strict], world.programs.rebuild);
    expect([rebuilt.said, rebuilt.code]).toEqual([expect.stringContaining('done'), 0]);
    // Only the two that may speak are left: 10 and 5; what the second said of Taipei is refused, however often it was sent.
    expect(await world.counted()).toMatchObject({ [TAIPEI]: 10, [NEW_TAIPEI]: 5 });
    expect(before[TAIPEI]).toBeGreaterThan(17);
    const strangers = (before[TAIPEI] ?? 0) - 17 + 3;
    await untilStored(async () => {
      const { balanced, rejectedByCode } = await world.ledger();
      return balanced && rejectedByCode['sensor-unregistered'] === strangers;
    }, `the gateway says of ${strangers} events that nobody may have sent them`);
  }, 180_000);

  /** Sensors whose last record before an instant is not in their stored sign. */
  async function olderThan(instant: number): Promise<string[]> {
    const stored = await world.signs();
    const due = lastOffsets((await world.log()).filter(({ logTime }) => logTime < instant));
    return [...due]
      .filter(([sensor, offset]) => Number(stored.get(sensor)?.['to'] ?? 0) <= offset)
      .map(([sensor]) => sensor);
  }
});

function lastOffsets(
  log: readonly { readonly key: Buffer | null; readonly offset: number }[],
): ReadonlyMap<string, number> {
  return new Map(log.map(({ key, offset }) => [String(key), offset]));
}

/** True when a chunk is of a later stretch of log time than an instant. */
function isAfter(chunk: string, logTime: number): boolean {
  return Number(chunk.split('.')[1]) > Math.floor(logTime / RULE.millisecondsPerBlock);
}

/** Chunks in the order of the log: `offsetBlock.timeBlock`. */
function compare(one = '', other = ''): number {
  const [a = 0, b = 0] = one.split('.').map(Number);
  const [c = 0, d = 0] = other.split('.').map(Number);
  return a - c || b - d;
}
