import type { Scenario } from './scenario';

const STORM_MS = 14_000;
const EVERY_MS = 2_000;

/** F3: members join and leave every two seconds; two partitions are added while they do. */
export const rebalanceStorm: Scenario = {
  id: 'F3',
  title: 'rebalance storm, partitions added while running',
  play: async (stage, { records }) => {
    const { random, flow, sides, admin, topic, options } = stage;
    await stage.startAll();
    const load = flow.send(records, STORM_MS);
    await stage.untilBegun();
    const addAt = random.between(1, STORM_MS / EVERY_MS - 1);
    for (let turn = 0; turn < STORM_MS / EVERY_MS; turn += 1) {
      if (turn === addAt) {
        const count = options.partitions + 2;
        await admin.createPartitions({ topicPartitions: [{ topic, count }] });
        flow.partitions = count;
      }
      const joins = random.chance(0.5);
      const how = random.chance(0.3) ? 'kill' : 'stop';
      await Promise.all(
        sides.map(async (side) => {
          const [oldest] = side.members;
          if (oldest && side.members.length > 2) await oldest[how]();
          else if (joins || side.members.length < 2) await side.join();
          else if (oldest) await oldest[how]();
        }),
      );
      await stage.wait(EVERY_MS - 500, EVERY_MS + 500);
    }
    for (const side of sides) if (side.members.length === 0) await side.join();
    await stage.recovery.faultEnded();
    await load;
  },
};
