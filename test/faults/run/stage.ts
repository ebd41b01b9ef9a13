import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka } from '@lianfang/platform/kafka';
import { eventually, uniquePrefix } from '@lianfang/testing';
import type { Admin, ITopicConfig, Kafka } from 'kafkajs';
import { guardedNode } from '@lianfang/local';
import { Flow } from '../load/flow';
import { LoadMaker } from '../load/load-maker';
import { Random } from '../load/random';
import { writeReferenceFiles, type ReferenceFiles } from '../load/reference-files';
import type { FaultServers } from '../servers/fault-servers';
import { Shim } from '../servers/shim';
import { boundsOf, inputLine, readLog, type Bounds, type InputLine } from './read-log';
import { Recovery } from './recovery';
import { Side, type MemberChange } from './side';
import { readMarks } from './stored';

/** What decides a seed's run, besides the seed. */
export interface StageOptions {
  readonly seed: number;
  readonly servers: FaultServers;
  /** Bundle of the collector. */
  readonly collector: string;
  /** Bundle of the release before this one, where it can be built. */
  readonly previous: string | undefined;
  /** Bundle of the naive peer; without it only ours runs. */
  readonly peer: string | undefined;
  /** For logs and dumps. */
  readonly folder: string;
  readonly partitions: number;
  /** Offsets within which a repeat is a duplicate. */
  readonly window: number;
  readonly cellLimit: number;
  readonly furthestRepeat?: number;
  readonly sessionMs: number;
}

/** Settings of our collector and of the peer alike, named for the oracle too. */
export const LIMITS = { recordBytes: 262_144, ahead: 5 * 60_000, behind: 7 * 86_400_000 } as const;

const DRAIN_MS = 120_000;
const PEER_DRAIN_MS = 60_000;
const LOOK_MS = 200;
const LONGEST_HOLD_MS = 4_000;

/** One seed's own topic, indices, load and members, and what a scenario may do with them. */
export class Stage {
  readonly prefix = uniquePrefix();
  readonly topic = `${this.prefix}.threat-events`;
  readonly random: Random;
  readonly shim: Shim;
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly client: Client;
  readonly reference: ReferenceFiles;
  readonly flow: Flow;
  readonly ours: Side;
  readonly peer: Side | undefined;
  readonly recovery: Recovery;
  /** What the broker no longer has, and the oracle must know. */
  readonly earlier = {
    lines: [] as InputLine[],
    bounds: [] as object[],
    /** By partition: everything before was deleted. */
    deletedBefore: new Map<number, number>(),
  };
  private readonly env: NodeJS.ProcessEnv;
  private shimAddress = '';

  constructor(readonly options: StageOptions) {
    const { seed, servers, folder, furthestRepeat } = options;
    mkdirSync(folder, { recursive: true });
    this.random = new Random(seed);
    this.shim = new Shim(servers.node);
    this.kafka = createKafka({ KAFKA_BROKERS: servers.brokers, KAFKA_TLS: 'off' }, 'faults');
    this.admin = this.kafka.admin();
    this.client = createElasticsearch({ ELASTICSEARCH_NODE: servers.node });
    this.reference = writeReferenceFiles(join(folder, 'reference'));
    const maker = new LoadMaker(new Random(seed), furthestRepeat === undefined ? {} : { furthestRepeat });
    this.flow = new Flow(this.kafka, this.topic, maker, options.partitions);
    this.env = this.environment();
    this.ours = this.side('ours', options.collector);
    this.peer = options.peer === undefined ? undefined : this.side('peer', options.peer);
    this.recovery = new Recovery(this.admin, this.topic, (epoch, partitions) =>
      readMarks(
        this.client,
        this.prefix,
        partitions.map((partition) => ({ topic: this.topic, epoch, partition })),
      ),
    );
  }

  /** Both sides, where there are two: a fault meets each alike. */
  get sides(): readonly Side[] {
    return this.peer ? [this.ours, this.peer] : [this.ours];
  }

  get peerIndex(): string {
    return `${this.prefix}-naive`;
  }

  get peerGroup(): string {
    return `${this.prefix}.naive`;
  }

  /** Makes the topics, and starts the shim. */
  async open(): Promise<void> {
    this.shimAddress = await this.shim.listen();
    await this.admin.connect();
    await this.makeInputTopic();
    await this.makeTopics([
      { topic: `${this.topic}.rejected`, numPartitions: 1 },
      { topic: `${this.prefix}.rows.live`, numPartitions: 1 },
    ]);
    await this.flow.connect();
  }

  async makeInputTopic(): Promise<void> {
    const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
    await this.makeTopics([{ topic: this.topic, numPartitions: this.options.partitions, configEntries }]);
  }

  /** One member for each side. */
  async startAll(change: MemberChange = {}): Promise<void> {
    await Promise.all(this.sides.map((side) => side.join(change)));
  }

  /** Between two points in time, milliseconds from now. */
  async wait(from: number, to = from): Promise<void> {
    await pause(this.random.between(from, to + 1));
  }

  /** Resolves when ours has stored more than so many offsets. */
  async untilBegun(before = 0): Promise<void> {
    await eventually(async () => (await this.recovery.stored()) > before, {
      because: 'a fault must fall into work that has begun',
      timeoutMs: DRAIN_MS,
      everyMs: LOOK_MS,
    });
  }

  /**
   * Pauses one member of each side for longer than its session, with a write of rows under way where there is one: it
   * arrives only after the pause, when another owner may have written newer counts.
   * @param meanwhile done while they are paused.
   */
  async pauseOne(meanwhile: () => void = () => undefined): Promise<void> {
    const paused = await Promise.all(
      this.sides.map(async (side) => {
        const write = await this.shim.holdNextWrite(side.name, LONGEST_HOLD_MS);
        const member = side.members.find(({ name }) => name === write?.member) ?? this.random.pick(side.members);
        member.pause();
        return { member, write };
      }),
    );
    meanwhile();
    const { sessionMs } = this.options;
    await this.wait(sessionMs + 2_000, sessionMs + 5_000);
    for (const { member, write } of paused) {
      write?.release();
      member.resume();
    }
    await this.recovery.faultEnded();
  }

  /** Resolves when both sides have come to the end of the log, and ours has closed its hours. @returns what did not. */
  async drain(): Promise<string[]> {
    const peer = this.peerDrained().catch(() => undefined);
    try {
      await this.recovery.caughtUp(DRAIN_MS);
      await this.recovery.settled(Date.now());
      return [];
    } catch (problem) {
      return [problem instanceof Error ? problem.message : String(problem)];
    } finally {
      await peer;
    }
  }

  /** Keeps what the topic holds for the oracle, before the topic is deleted. */
  async keepLife(): Promise<void> {
    const bounds = await boundsOf(this.admin, this.topic);
    const { life } = this.recovery;
    await this.keepRecords(bounds);
    for (const { partition, finish } of bounds)
      this.earlier.bounds.push({ life, partition, start: 0, finish, deletedBefore: 0 });
  }

  /** Retention passes: each partition loses everything before some offset near its end. */
  async deleteRecords(): Promise<void> {
    const bounds = await boundsOf(this.admin, this.topic);
    await this.keepRecords(bounds);
    const partitions = bounds
      .filter(({ finish }) => finish > 10)
      .map(({ partition, finish }) => ({ partition, offset: finish - this.random.below(Math.min(300, finish - 1)) }));
    await this.admin.deleteTopicRecords({
      topic: this.topic,
      partitions: partitions.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
    });
    for (const { partition, offset } of partitions) this.earlier.deletedBefore.set(partition, offset);
  }

  private async keepRecords(bounds: readonly Bounds[]): Promise<void> {
    const { life } = this.recovery;
    await readLog(this.kafka, { topic: this.topic, bounds }, (partition, message) =>
      this.earlier.lines.push(inputLine(life, partition, message)),
    );
  }

  /** Ends all members, servers and connections of this seed; removes its topics and indices. */
  async close(): Promise<void> {
    this.recovery.end();
    await Promise.all(this.sides.map((side) => side.end()));
    await this.flow.close();
    await this.shim.close();
    const topics = (await this.admin.listTopics()).filter((topic) => topic.startsWith(`${this.prefix}.`));
    await this.admin.deleteTopics({ topics }).catch(() => undefined);
    await this.admin.disconnect();
    await this.removeIndices();
    await this.client.close();
  }

  /** A broker that has not heard of a new topic yet says that there is none; so it is asked until it knows. */
  private async makeTopics(topics: ITopicConfig[]): Promise<void> {
    await this.admin.createTopics({ waitForLeaders: false, topics });
    for (const { topic } of topics) {
      await eventually(async () => (await this.admin.fetchTopicOffsets(topic)).length > 0, {
        because: `${topic} must have leaders`,
      });
    }
  }

  private async removeIndices(): Promise<void> {
    const found = await this.client.indices.get({ index: `${this.prefix}-*`, allow_no_indices: true });
    const index = Object.keys(found);
    if (index.length > 0) await this.client.indices.delete({ index });
    await this.client.indices.deleteIndexTemplate({ name: `${this.prefix}-*` }, { ignore: [404] });
  }

  private async peerDrained(): Promise<void> {
    if (this.peer === undefined) return;
    await eventually(
      async () => {
        const ends = await this.admin.fetchTopicOffsets(this.topic);
        const [committed] = await this.admin.fetchOffsets({ groupId: this.peerGroup, topics: [this.topic] });
        const at = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
        return ends.every(({ partition, high, low }) => high === low || (at.get(partition) ?? 0) >= Number(high));
      },
      { because: 'the peer must come to the end', timeoutMs: PEER_DRAIN_MS, everyMs: LOOK_MS },
    );
  }

  private side(name: 'ours' | 'peer', program: string): Side {
    const node = guardedNode();
    return new Side(name, (number, change) => {
      const member = `${name}-${number}`;
      return {
        name: member,
        args: [...node.flags, change.program ?? program],
        env: { ...this.env, ELASTICSEARCH_NODE: `${this.shimAddress}/${member}`, ...node.env, ...change.env },
        logFile: join(this.options.folder, `${member}.log`),
      };
    });
  }

  private environment(): NodeJS.ProcessEnv {
    const { servers, window, cellLimit, sessionMs } = this.options;
    return {
      PATH: process.env['PATH'],
      KAFKA_BROKERS: servers.brokers,
      PORT: '0',
      HOST: '127.0.0.1',
      LIANFANG_DIRECTORY: this.reference.directory,
      LIANFANG_COUNTRIES: this.reference.countries,
      LIANFANG_TOPIC_PREFIX: `${this.prefix}.`,
      LIANFANG_INDEX_PREFIX: this.prefix,
      LIANFANG_SESSION_MS: String(sessionMs),
      LIANFANG_DUPLICATE_WINDOW: String(window),
      LIANFANG_CELL_LIMIT: String(cellLimit),
      PEER_TOPIC: this.topic,
      PEER_GROUP: this.peerGroup,
      PEER_INDEX: this.peerIndex,
      PEER_WINDOW: String(window),
      PEER_RECORD_BYTES: String(LIMITS.recordBytes),
      PEER_AHEAD: String(LIMITS.ahead),
      PEER_BEHIND: String(LIMITS.behind),
    };
  }
}
