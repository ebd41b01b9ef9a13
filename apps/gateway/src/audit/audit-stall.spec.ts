import { AuditStall } from './audit-stall';

const KEPT = { offset: 4, previous: '', hash: '', value: '' };
const MINUTE = 60_000;

function watching() {
  const keeper = { unkept: 0, head: KEPT };
  const told: string[] = [];
  const world = { keeper, told, now: 0, checks: 0, isAway: false };
  const stall = new AuditStall({
    keeper,
    check: {
      run: async () => {
        if (world.isAway) throw new Error('away');
        world.checks += 1;
        return { at: 0, entries: 0, faults: [] };
      },
    },
    log: { log: () => undefined, warn: () => undefined, error: (text) => told.push(text) },
    now: () => world.now,
  });
  const lookAfter = async (ms: number): Promise<void> => {
    world.now += ms;
    await stall.look();
  };
  return Object.assign(world, { lookAfter });
}

describe('AuditStall', () => {
  it('tells each minute of a keeper that stopped, and looks at the audit once then and once when it goes on', async () => {
    const world = watching();
    await world.lookAfter(0);
    world.keeper.unkept = 3;
    await world.lookAfter(MINUTE - 1);
    expect(world.told).toEqual([]);
    await world.lookAfter(1);
    expect(world.told).toEqual([expect.stringMatching(/^LF-AUDIT-UNKEPT: .* 3 entries wait/)]);
    await world.lookAfter(MINUTE - 1);
    await world.lookAfter(1);
    expect([world.told.length, world.checks]).toEqual([2, 1]);
    world.keeper.head = { ...KEPT, offset: 7 };
    world.keeper.unkept = 0;
    await world.lookAfter(1);
    await world.lookAfter(MINUTE);
    expect([world.told.length, world.checks]).toEqual([2, 2]);
  });

  it('says nothing of one that is behind and goes on', async () => {
    const world = watching();
    for (let offset = 0; offset < 10; offset += 1) {
      Object.assign(world.keeper, { unkept: 1_000, head: { ...KEPT, offset } });
      await world.lookAfter(MINUTE / 2);
    }
    expect(world.told).toEqual([]);
  });

  it('takes not to know for a stop, and looks again where it could not', async () => {
    const world = watching();
    world.isAway = true;
    world.keeper.unkept = -1;
    await world.lookAfter(0);
    await world.lookAfter(MINUTE);
    expect(world.told).toEqual([expect.stringContaining('how much waits is not known')]);
    world.isAway = false;
    await world.lookAfter(MINUTE);
    expect(world.checks).toBe(1);
  });
});
