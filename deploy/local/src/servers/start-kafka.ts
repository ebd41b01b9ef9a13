import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { requireUnusedFolder } from '../process/folder-claim';
import { LOOPBACK, freePorts, requireFreePort } from '../process/free-port';
import { waitUntil } from '../process/wait-until';
import { serversFolder } from '../repository-root';
import { findJdk } from './find-jdk';
import { KAFKA_JARS } from './jar-set';
import { prepareJarSet } from './prepare-jars';
import { type ServerHandle, startServer } from './server-handle';

/** How to start the broker. */
export interface KafkaOptions {
  /** Its logs and configuration; an existing one is used again. */
  readonly dataFolder: string;
  /** Loopback port of clients; a free one is picked without it. */
  readonly port?: number;
  /** Java heap in MiB. */
  readonly heapMiB?: number;
  /** Further lines of the properties file, which win over ours. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly progress?: (line: string) => void;
  readonly timeoutMs?: number;
  /** Ends the start; nothing is left running then. */
  readonly signal?: AbortSignal;
}

/** One Kafka broker, which is its own controller. */
export interface KafkaServer extends ServerHandle {
  /** As in KAFKA_BROKERS: `['127.0.0.1:9092']`. */
  readonly brokers: readonly string[];
}

const READY_MS = 90_000;

/**
 * Starts one Kafka broker (KRaft) and waits until it answers metadata requests.
 *
 * @throws LocalError a `LF-LOCAL-…` code; nothing is left running then.
 */
export async function startKafka(options: KafkaOptions): Promise<KafkaServer> {
  const dataFolder = resolve(options.dataFolder);
  const { progress, timeoutMs = READY_MS, heapMiB = 512 } = options;
  await requireUnusedFolder({ folder: dataFolder, what: 'Kafka', ...(progress && { onWait: progress }) });
  const jdk = await findJdk();
  const { home } = await prepareJarSet(KAFKA_JARS, jdk, options);
  if (options.port !== undefined) await requireFreePort(options.port, 'another port for Kafka');
  const [picked = 0, controller = 0] = await freePorts(2);
  const port = options.port ?? picked;
  const broker = `${LOOPBACK}:${String(port)}`;
  const properties = writeProperties(dataFolder, { port, controller, extra: options.properties ?? {} });
  const server = await startServer({
    name: 'Kafka',
    dataFolder,
    command: join(jdk.home, 'bin', 'java'),
    args: [
      `-Xmx${String(heapMiB)}m`,
      `-Dlog4j2.configurationFile=${join(serversFolder(), 'kafka', 'log4j2.properties')}`,
      `-Dlianfang.data=${dataFolder}`,
      '-cp',
      `${join(home, 'classes')}:${join(home, 'lib', '*')}`,
      KAFKA_JARS.launcher,
      clusterId(dataFolder),
      properties,
    ],
    cwd: dataFolder,
    logFile: join(dataFolder, 'kafka.log'),
    signal: options.signal,
    ready: (signal) => brokerAnswers(broker, timeoutMs, signal),
  });
  return { ...server, brokers: [broker] };
}

async function brokerAnswers(broker: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const kafka = new Kafka({
    clientId: 'lianfang-local',
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    retry: { retries: 0 },
  });
  await waitUntil(
    async () => {
      const admin = kafka.admin();
      try {
        await admin.connect();
        const { brokers } = await admin.describeCluster();
        return brokers.length > 0 ? true : undefined;
      } finally {
        await admin.disconnect();
      }
    },
    { timeoutMs, what: `Kafka to answer on ${broker}`, signal },
  );
}

/**
 * Kafka's cluster id: 16 random bytes as 22 characters, kept with the data that carries it. The first bit is off, because
 * an id that begins with `-` is taken for an option.
 */
function clusterId(dataFolder: string): string {
  const file = join(dataFolder, 'cluster-id');
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  if (!existsSync(file)) writeFileSync(file, bytes.toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

interface PropertyOptions {
  readonly port: number;
  readonly controller: number;
  readonly extra: Readonly<Record<string, string>>;
}

function writeProperties(dataFolder: string, { port, controller, extra }: PropertyOptions): string {
  mkdirSync(join(dataFolder, 'log'), { recursive: true });
  const properties: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${LOOPBACK}:${String(controller)}`,
    listeners: `PLAINTEXT://${LOOPBACK}:${String(port)},CONTROLLER://${LOOPBACK}:${String(controller)}`,
    'advertised.listeners': `PLAINTEXT://${LOOPBACK}:${String(port)}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(dataFolder, 'log'),
    // A misspelt topic is an error, not a new topic with settings that nobody chose.
    'auto.create.topics.enable': 'false',
    // One broker holds every replica there is.
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    // The stock 50 partitions each cost files and start-up time.
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.num.partitions': '4',
    'group.initial.rebalance.delay.ms': '0',
    // A killed member blocks its partitions until its session ends; tests that kill need not wait for long.
    'group.min.session.timeout.ms': '1000',
    'log.cleaner.dedupe.buffer.size': '33554432',
    'num.network.threads': '2',
    'num.io.threads': '4',
    ...extra,
  };
  const file = join(dataFolder, 'server.properties');
  writeFileSync(
    file,
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  return file;
}
