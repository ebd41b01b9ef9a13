import { setTimeout as delay } from 'node:timers/promises';
import { significant } from '../measure/ratios';
import { judgeSpreads, type SpreadFigures } from './frame-spreads';
import { openAudience, startServer, type Audience, type BenchServer, type LiveStage } from './live-stage';
import { judgeReturn, type ReturnFigures } from './returned-clients';

/** Ours with all its viewers. */
export interface AudienceFigures {
  readonly clients: number;
  /** Of one core, that the server takes for one frame a second to everybody. */
  readonly coreShare: number;
  /** From the first to the last viewer of one frame. */
  readonly spreadMs: SpreadFigures;
  readonly rssMb: number;
  /** All cut off at once and back at once: with the last sequence that they had, */
  readonly resumed: PlayedReturn;
  /** without it, */
  readonly fresh: PlayedReturn;
  /** and with it at another gateway, which has seen none of them before. */
  readonly elsewhere: PlayedReturn;
}

/** Coming back, with the processor time of the server that they came to, from the cut to the end of the measurement. */
export type PlayedReturn = ReturnFigures & { readonly cpuSeconds: number };

/** One frame a second to all viewers; then all are cut off and come back at once, twice. */
export async function playAudience(stage: LiveStage): Promise<{ figures: AudienceFigures; wrong: string[] }> {
  const { clients } = stage.options;
  stage.say(`${clients} viewers come`);
  const audience = await openAudience(stage, 'ours', clients);
  try {
    const steady = await watch(stage, audience);
    stage.say(`${clients} viewers take ${steady.coreShare} of a core; spread ${JSON.stringify(steady.spreadMs)}`);
    const resumed = await comeBack(stage, audience, { resume: true, to: audience.server });
    const fresh = await comeBack(stage, audience, { resume: false, to: audience.server });
    const elsewhere = await comeBackElsewhere(stage, audience);
    const figures = { clients, ...steady, resumed, fresh, elsewhere };
    return { figures, wrong: wrongOf(figures) };
  } finally {
    await audience.stop();
  }
}

async function watch(stage: LiveStage, { server, all }: Audience) {
  const { seconds, clients } = stage.options;
  await delay(Math.min(5, seconds) * 1_000);
  await all((crowd) => crowd.ask('spreads'));
  const before = await server.ask('usage');
  await delay(Math.max(4, seconds * 2) * 1_000);
  const after = await server.ask('usage');
  const arrivals = await all((crowd) => crowd.ask('spreads'));
  const coreShare = significant((after.cpuSeconds - before.cpuSeconds) / ((after.at - before.at) / 1_000));
  return { coreShare, spreadMs: judgeSpreads(arrivals, clients), rssMb: after.rssMb };
}

interface Way {
  readonly resume: boolean;
  readonly to: BenchServer;
}

async function comeBackElsewhere(stage: LiveStage, audience: Audience): Promise<PlayedReturn> {
  const to = await startServer(stage, 'ours');
  try {
    return await comeBack(stage, audience, { resume: true, to });
  } finally {
    await to.stop();
  }
}

async function comeBack({ options, signal, say }: LiveStage, { server, all }: Audience, { resume, to }: Way) {
  signal.throwIfAborted();
  await all((crowd) => crowd.ask('comeBack', { resume, port: to.port }));
  const before = await to.ask('usage');
  const { at } = await server.ask('cut');
  await delay(options.seconds * 1_000);
  const cpuSeconds = significant((await to.ask('usage')).cpuSeconds - before.cpuSeconds);
  const parts = await all((crowd) => crowd.ask('returned'));
  const [earlier, published] = [await server.ask('published'), await to.ask('published')];
  const figures = { ...judgeReturn(parts, { before: earlier, published, cutAt: at }), cpuSeconds };
  const how = to === server ? (resume ? 'with since' : 'without since') : 'at another gateway';
  say(
    `back ${how}: all after ${figures.last} ms, half after ${figures.p50} ms, ${figures.stale} stale, ${cpuSeconds} CPU-s`,
  );
  return figures;
}

function wrongOf({ spreadMs, resumed, fresh, elsewhere }: AudienceFigures): string[] {
  const wrong = [resumed, fresh, elsewhere].flatMap(({ stale, foreign, gaps }) => [
    ...(stale > 0 ? [`${stale} viewers that came back do not have the state`] : []),
    ...(foreign > 0 ? [`viewers that came back had ${foreign} states that were never published`] : []),
    ...(gaps > 0 ? [`${gaps} frames did not follow the one before`] : []),
  ]);
  return spreadMs.incomplete === 0 ? wrong : [...wrong, `${spreadMs.incomplete} frames did not reach everybody`];
}
