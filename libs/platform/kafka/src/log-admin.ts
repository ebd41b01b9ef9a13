// The client is CommonJS: Node does not find this name as a named import, the default import has it.
import kafkajs, { type Admin, type Kafka } from 'kafkajs';

/** Where a partition begins and ends (`end`: next offset to be written). */
export interface LogBounds {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

/** What a group committed for a partition. */
export interface LogCommit {
  readonly offset: number;
  readonly metadata: string;
}

/** A topic as it should be. */
export interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** Questions and orders to the broker that are not about records. */
export interface LogAdmin {
  connect(): Promise<void>;
  /** Names of all topics on the broker. */
  topics(): Promise<ReadonlySet<string>>;
  bounds(topic: string): Promise<LogBounds[]>;
  /** Undefined where the group has committed nothing. */
  commits(group: string, topic: string): Promise<ReadonlyMap<number, LogCommit>>;
  /** Topics that are missing are made; those that are there are left as they are. */
  ensureTopics(plans: readonly TopicPlan[]): Promise<void>;
  topicSetting(topic: string, name: string): Promise<string | undefined>;
  /** Names of the groups that somebody is a member of now. @param isMeant which groups are looked at */
  groupsWithMembers(isMeant: (group: string) => boolean): Promise<string[]>;
  close(): Promise<void>;
}

/** A {@link LogAdmin} on kafkajs. */
export function createKafkaLogAdmin(kafka: Kafka): LogAdmin {
  const admin = kafka.admin();
  return {
    connect: () => admin.connect(),
    topics: async () => new Set(await admin.listTopics()),
    bounds: async (topic) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets.map(({ partition, low, high }) => ({ partition, start: Number(low), end: Number(high) }));
    },
    commits: (group, topic) => fetchCommits(admin, group, topic),
    ensureTopics: (plans) => ensureTopics(admin, plans),
    topicSetting: (topic, name) => fetchTopicSetting(admin, topic, name),
    groupsWithMembers: async (isMeant) => {
      const { groups } = await admin.listGroups();
      const meant = groups.map(({ groupId }) => groupId).filter(isMeant);
      if (meant.length === 0) return [];
      const described = await admin.describeGroups(meant);
      return described.groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
    },
    close: () => admin.disconnect(),
  };
}

async function fetchCommits(admin: Admin, group: string, topic: string): Promise<ReadonlyMap<number, LogCommit>> {
  const [answer] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const committed = (answer?.partitions ?? []).filter(({ offset }) => Number(offset) >= 0);
  return new Map(
    committed.map(({ partition, offset, metadata }) => [
      partition,
      { offset: Number(offset), metadata: metadata ?? '' },
    ]),
  );
}

async function ensureTopics(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = plans.filter(({ topic }) => !existing.has(topic));
  if (missing.length === 0) return;
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ topic, partitions, settings }) => ({
      topic,
      numPartitions: partitions,
      configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
    })),
  });
}

async function fetchTopicSetting(admin: Admin, topic: string, name: string): Promise<string | undefined> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [name] }],
  });
  return resources[0]?.configEntries.find((entry) => entry.configName === name)?.configValue;
}
