import { setTimeout as delay } from 'node:timers/promises';
import { pairedRatios, significant, spreadOf, type Spread } from '../measure/ratios';
import { openAudience, type Audience, type LiveStage, type ServerName } from './live-stage';
import type { Delivered } from './questions';
import { foreignStates } from './returned-clients';

/** What one server did for its viewers in one round. */
export interface DeliveryRun {
  readonly server: ServerName;
  readonly round: number;
  readonly deliveries: number;
  readonly cpuSeconds: number;
  readonly bytesPerDelivery: number;
  readonly rssMb: number;
}

/** Ours beside the peer. */
export interface DeliveryFigures {
  readonly clients: number;
  /** Deliveries for each second of a core that the server uses. */
  readonly perCoreSecond: Readonly<Record<ServerName, Spread>>;
  /** Ours over the peer's, within the same round. */
  readonly ratio: Spread;
  readonly bytesPerDelivery: Readonly<Record<ServerName, Spread>>;
  readonly bytesRatio: Spread;
  readonly rssMb: Readonly<Record<ServerName, Spread>>;
  readonly runs: readonly DeliveryRun[];
}

const SERVERS: readonly ServerName[] = ['ours', 'peer'];

/** Rounds in which each serves the same viewers the same frames; who begins rotates. */
export async function playDeliveries(stage: LiveStage): Promise<{ figures: DeliveryFigures; wrong: string[] }> {
  const runs: DeliveryRun[] = [];
  const wrong: string[] = [];
  for (let round = 1; round <= stage.options.rounds; round += 1) {
    for (const server of round % 2 === 1 ? SERVERS : SERVERS.toReversed()) {
      stage.signal.throwIfAborted();
      const { run, foreign } = await playRound(stage, server, round);
      if (foreign > 0) wrong.push(`round ${round}, ${server}: viewers had ${foreign} states that were never published`);
      runs.push(run);
      stage.say(describe(run));
    }
  }
  return { figures: figuresOf(runs, stage.options.compared), wrong };
}

async function playRound(stage: LiveStage, server: ServerName, round: number) {
  const { compared, seconds } = stage.options;
  const audience = await openAudience(stage, server, compared);
  try {
    // Whatever compiles and grows in the first seconds is nobody's cost a delivery.
    await delay(Math.min(5, seconds) * 1_000);
    const before = { usage: await quietUsage(audience), ...(await counted(audience)) };
    await delay(seconds * 1_000);
    const after = { usage: await quietUsage(audience), ...(await counted(audience)) };
    const deliveries = after.deliveries - before.deliveries;
    const run: DeliveryRun = {
      ...{ server, round, deliveries },
      cpuSeconds: significant(after.usage.cpuSeconds - before.usage.cpuSeconds),
      bytesPerDelivery: significant((after.bytes - before.bytes) / deliveries),
      rssMb: after.usage.rssMb,
    };
    const returned = await audience.all((crowd) => crowd.ask('returned'));
    return { run, foreign: foreignStates(returned, await audience.server.ask('published')) };
  } finally {
    await audience.stop();
  }
}

const QUIET_MS = 100;

/** Asked right after a frame has reached everybody, so that no delivery is cut in two. */
async function quietUsage(audience: Audience) {
  const [first] = [await counted(audience)];
  let last = first;
  for (;;) {
    await delay(QUIET_MS);
    const now = await counted(audience);
    if (now.deliveries > first.deliveries && now.deliveries === last.deliveries) return audience.server.ask('usage');
    last = now;
  }
}

async function counted(audience: Audience): Promise<Delivered> {
  const parts = await audience.all((crowd) => crowd.ask('count'));
  const sum = (of: (part: Delivered) => number): number => parts.reduce((all, part) => all + of(part), 0);
  return { deliveries: sum((part) => part.deliveries), bytes: sum((part) => part.bytes) };
}

function figuresOf(runs: readonly DeliveryRun[], clients: number): DeliveryFigures {
  const of = (server: ServerName, value: (run: DeliveryRun) => number): number[] =>
    runs
      .filter((run) => run.server === server)
      .toSorted((a, b) => a.round - b.round)
      .map(value);
  const both = (value: (run: DeliveryRun) => number): Record<ServerName, Spread> => ({
    ours: spreadOf(of('ours', value)),
    peer: spreadOf(of('peer', value)),
  });
  const ratio = (value: (run: DeliveryRun) => number): Spread =>
    pairedRatios(of('ours', value).map((ours, round) => [ours, of('peer', value)[round] ?? Number.NaN] as const));
  const perCore = ({ deliveries, cpuSeconds }: DeliveryRun): number => deliveries / cpuSeconds;
  const bytes = ({ bytesPerDelivery }: DeliveryRun): number => bytesPerDelivery;
  return {
    clients,
    perCoreSecond: both(perCore),
    ratio: ratio(perCore),
    bytesPerDelivery: both(bytes),
    bytesRatio: ratio(bytes),
    rssMb: both(({ rssMb }) => rssMb),
    runs,
  };
}

function describe({ server, round, deliveries, cpuSeconds, bytesPerDelivery, rssMb }: DeliveryRun): string {
  const rate = Math.round(deliveries / cpuSeconds).toLocaleString('en');
  return `round ${round} ${server}: ${rate} deliveries a second of a core, ${bytesPerDelivery} bytes each, ${rssMb} MiB`;
}
