import { FakeLog } from '@lianfang/platform/kafka';
import { eventually } from '@lianfang/testing';
import { CHUNK_MS, CollectorWorld, NOON, TOPIC, events, expectBalance } from './collector-world';

// Evidence is written every two seconds.
jest.setTimeout(20_000);

/** Each of the 30 minutes gets its first four events. */
const FIRST_FOUR = 4 * 30;

describe('evidence of a collector', () => {
  let world: CollectorWorld;

  beforeEach(() => {
    world = new CollectorWorld(new FakeLog(TOPIC), eventually);
  });

  afterEach(() => world.kill());

  const kept = (): string[] => [...world.evidence].map(([id, text]) => `${id} ${text}`).sort();

  it('keeps the first events of each group, and the same after a kill', async () => {
    world.log.append(events(0, 500), NOON);
    await world.start();
    await world.settled();
    await eventually(() => world.evidence.size === FIRST_FOUR, { because: 'evidence is written beside the rows' });
    const before = kept();
    expect(before).toContain(`threat-events/1/0/0 e0@${NOON}`);
    await world.kill();
    world.evidence.clear();
    world.log.append(events(500, 510), NOON);
    await world.start();
    const [ledger] = await world.settled();
    await eventually(() => world.evidence.size === FIRST_FOUR, { because: 'the chunk is counted again' });
    expect(kept()).toEqual(before);
    expect(ledger).toMatchObject({ counted: 510, evidenceKept: FIRST_FOUR, evidenceOver: 390, evidenceRefused: 0 });
  });

  it('counts on while none is taken, and comes back to the chunk of which some is missing', async () => {
    world.takesEvidence = false;
    world.log.append(events(0, 60), NOON);
    await world.start();
    await world.settled();
    world.log.append(events(60, 90), NOON + CHUNK_MS);
    expectBalance(world, await world.settled());
    expect(world.evidence.size).toBe(0);
    await world.kill();
    world.takesEvidence = true;
    await world.start();
    world.log.append(events(90, 91), NOON + CHUNK_MS);
    await world.settled();
    await eventually(() => world.evidence.size === 91, { because: 'all of both chunks was to be kept' });
  });
});
