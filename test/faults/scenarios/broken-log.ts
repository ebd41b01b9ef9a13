import { eventually } from '@lianfang/testing';
import type { Stage } from '../run/stage';
import type { PlayOptions, Scenario } from './scenario';

/** F4: a broker is killed and started again; or the topic is deleted and made again, and offsets begin at 0 anew. */
export const brokenLog: Scenario = {
  id: 'F4',
  title: 'broker killed, or topic deleted and made again',
  play: async (stage, options) => {
    await stage.startAll();
    if (stage.random.chance(0.5)) await breakBroker(stage, options);
    else await remakeTopic(stage, options);
  },
};

async function breakBroker(stage: Stage, { records }: PlayOptions): Promise<void> {
  const { random, flow, options } = stage;
  const load = flow.send(records, 9_000);
  await stage.untilBegun();
  await stage.wait(200, 2_000);
  const broker = random.pick(options.servers.kafka);
  await broker.kill();
  await stage.wait(3_000, 8_000);
  await broker.restart();
  await stage.recovery.faultEnded();
  await load;
}

/** All is counted before the topic goes: what nobody had read yet is gone with it, on any design. */
async function remakeTopic(stage: Stage, { records }: PlayOptions): Promise<void> {
  const { random, flow, admin, topic } = stage;
  await flow.send(records / 2, 4_000);
  await stage.drain();
  await stage.keepLife();
  const running = random.chance(0.5);
  if (!running) await Promise.all(stage.sides.map((side) => side.leave('kill')));
  await admin.deleteTopics({ topics: [topic] });
  await eventually(async () => !(await admin.listTopics()).includes(topic), { because: `${topic} must be gone` });
  await stage.wait(0, 3_000);
  await stage.makeInputTopic();
  stage.recovery.life += 1;
  if (!running) await stage.startAll();
  await flow.send(records / 2, 4_000);
  await stage.recovery.faultEnded();
}
