import { mkdirSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, freePorts, LOOPBACK, startElasticsearch, startKafka, type ServerHandle } from '@lianfang/local';

/** A server that can be killed and started again on its data. */
export interface Breakable {
  /** As a crash would. */
  kill(): Promise<void>;
  /** Resolves when it answers again. */
  restart(): Promise<void>;
}

/** The servers that a run of faults is played on. */
export interface FaultServers {
  /** As KAFKA_BROKERS. */
  readonly brokers: string;
  /** As ELASTICSEARCH_NODE. */
  readonly node: string;
  /** Empty where the servers are not ours to break. */
  readonly kafka: readonly Breakable[];
  /** One, or the nodes of one cluster; empty where they are not ours to break. */
  readonly elasticsearch: readonly ElasticsearchNode[];
  /** Starts a cluster of three nodes besides, for as long as the work goes on. */
  withCluster<T>(work: (servers: FaultServers) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** A node that can be killed. */
export interface ElasticsearchNode extends Breakable {
  /** As ELASTICSEARCH_NODE. */
  readonly node: string;
}

const BROKERS = 3;
const NODES = 3;

/** Three brokers that replicate everything, and one Elasticsearch, on free ports and empty folders. */
export async function startFaultServers(folder: string, progress: (line: string) => void): Promise<FaultServers> {
  progress(`starting ${BROKERS} brokers and Elasticsearch`);
  const elasticsearch = new Restartable(await elasticsearchStarter(join(folder, 'elasticsearch')));
  const { starters, brokers } = await kafkaStarters(join(folder, 'kafka'));
  const kafka = starters.map((start) => new Restartable(start));
  const stop = async (): Promise<void> => {
    await Promise.all([elasticsearch, ...kafka].map((server) => server.stop()));
  };
  try {
    await elasticsearch.restart();
    await Promise.all(kafka.map((broker) => broker.restart()));
  } catch (problem) {
    await stop();
    throw problem;
  }
  const servers: FaultServers = {
    brokers: brokers.join(','),
    node: elasticsearch.node,
    kafka,
    elasticsearch: [elasticsearch],
    stop,
    withCluster: (work) => withCluster(servers, join(folder, `cluster-${randomBytes(3).toString('hex')}`), work),
  };
  return servers;
}

async function withCluster<T>(
  servers: FaultServers,
  folder: string,
  work: (servers: FaultServers) => Promise<T>,
): Promise<T> {
  const nodes = (await clusterStarters(folder)).map((start) => new Restartable(start));
  try {
    await Promise.all(nodes.map((node) => node.restart()));
    return await work({ ...servers, node: nodes[0]?.node ?? '', elasticsearch: nodes });
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

/** Servers that someone else started: nothing of them is ever broken. */
export function foreignServers(brokers: string, node: string): FaultServers {
  const servers: FaultServers = {
    brokers,
    node,
    kafka: [],
    elasticsearch: [],
    stop: async () => undefined,
    withCluster: (work) => work(servers),
  };
  return servers;
}

type Starter = () => Promise<ServerHandle & { readonly node?: string }>;

class Restartable implements ElasticsearchNode {
  private running: Awaited<ReturnType<Starter>> | undefined;
  node = '';

  constructor(private readonly start: Starter) {}

  async restart(): Promise<void> {
    this.running = await this.start();
    this.node = this.running.node ?? '';
  }

  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }
}

async function elasticsearchStarter(dataFolder: string): Promise<Starter> {
  const port = await freePort();
  return () => startElasticsearch({ dataFolder, port, heapMiB: 768 });
}

/** Nodes that find each other by their transport ports; two of three go on when one dies. */
async function clusterStarters(folder: string): Promise<Starter[]> {
  const ports = await freePorts(NODES * 2);
  const nodes = Array.from({ length: NODES }, (_, index) => {
    return { name: `node-${index + 1}`, port: ports[index] ?? 0, transport: ports[NODES + index] ?? 0 };
  });
  const common = {
    'cluster.name': `lianfang-faults-${ports[0] ?? 0}`,
    'discovery.type': 'multi-node',
    'discovery.seed_hosts': nodes.map(({ transport }) => `${LOOPBACK}:${transport}`).join(','),
    'cluster.initial_master_nodes': nodes.map(({ name }) => name).join(','),
  };
  return nodes.map(({ name, port, transport }): Starter => {
    const settings = { ...common, 'node.name': name, 'transport.port': String(transport) };
    return () => startElasticsearch({ dataFolder: join(folder, name), port, heapMiB: 512, settings });
  });
}

/** All on one cluster id, each a voter of the controllers: two of three go on when one dies. */
async function kafkaStarters(folder: string): Promise<{ starters: Starter[]; brokers: string[] }> {
  const ports = await freePorts(BROKERS * 2);
  const nodes = Array.from({ length: BROKERS }, (_, index) => {
    return { id: index + 1, port: ports[index] ?? 0, controller: ports[BROKERS + index] ?? 0 };
  });
  const voters = nodes.map(({ id, controller }) => `${id}@${LOOPBACK}:${controller}`).join(',');
  const cluster = `f${randomBytes(16).toString('base64url').slice(1)}`;
  const starters = nodes.map(({ id, port, controller }): Starter => {
    const dataFolder = join(folder, String(id));
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(join(dataFolder, 'cluster-id'), cluster);
    const properties = {
      'node.id': String(id),
      'controller.quorum.voters': voters,
      listeners: `PLAINTEXT://${LOOPBACK}:${port},CONTROLLER://${LOOPBACK}:${controller}`,
      'default.replication.factor': '3',
      'min.insync.replicas': '2',
      'offsets.topic.replication.factor': '3',
      'transaction.state.log.replication.factor': '3',
      'transaction.state.log.min.isr': '2',
      // A killed broker's partitions get another leader soon.
      'broker.session.timeout.ms': '4000',
      'broker.heartbeat.interval.ms': '500',
      'replica.lag.time.max.ms': '4000',
    };
    return () => startKafka({ dataFolder, port, heapMiB: 384, properties });
  });
  return { starters, brokers: nodes.map(({ port }) => `${LOOPBACK}:${port}`) };
}
