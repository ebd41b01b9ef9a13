import { claimFolderForThisProcess, releaseFolder } from '../process/folder-claim';
import { requireFreeDisk } from '../process/free-disk';
import { requireFreePort } from '../process/free-port';
import { type Progress, elapsedProgress } from '../process/progress';
import { unlessStopped } from '../process/stop-request';
import { findJdk } from '../servers/find-jdk';
import { inputTopics } from '../system/input-topics';
import { type ServerAddresses, ownServers } from '../system/own-servers';
import { type StartOptions, parseStartOptions, startUsage } from '../system/start-options';
import { type LocalSystem, startSystem } from '../system/start-system';
import type { InputTopic } from '../system/topic-plans';
import { runCommand } from './run-command';

/** `npm start`: the whole system with its demonstration, until Ctrl-C. */
async function start(signal: AbortSignal): Promise<number> {
  const options = parseStartOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${startUsage()}\n`);
    return 0;
  }
  const progress = elapsedProgress();
  const servers = ownServers();
  const inputs = inputTopics(options);
  await checkMachine(options, servers, progress);
  const { dataFolder } = options;
  await claimFolderForThisProcess({ folder: dataFolder, what: 'Lianfang', onWait: progress });
  try {
    const system = await startSystem({
      dataFolder,
      gatewayPort: options.port,
      inputs,
      traffic: options.traffic ? { rate: options.rate, seed: options.seed } : undefined,
      servers,
      serverPorts: 'usual',
      dashboard: true,
      signal,
      progress,
    });
    return await runUntilStopped(system, { options, inputs, signal, progress });
  } finally {
    releaseFolder(dataFolder);
  }
}

/** What can be known to be wrong is told before anything is started. */
async function checkMachine(
  { port, dataFolder }: StartOptions,
  own: ServerAddresses | undefined,
  progress: Progress,
): Promise<void> {
  await requireFreePort(port, '--port');
  await requireFreeDisk(dataFolder);
  if (own === undefined) {
    const jdk = await findJdk();
    progress(`starting Kafka and Elasticsearch on Java ${jdk.version}; data in ${dataFolder}`);
  } else {
    progress(`using Kafka at ${own.KAFKA_BROKERS} and the Elasticsearch that ELASTICSEARCH_NODE names`);
  }
}

interface Running {
  readonly options: StartOptions;
  readonly inputs: readonly InputTopic[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

async function runUntilStopped(system: LocalSystem, { options, inputs, signal, progress }: Running): Promise<number> {
  const { rate = 501, seed } = options;
  const { KAFKA_BROKERS, ELASTICSEARCH_NODE } = system.servers;
  const traffic = options.traffic
    ? `demonstration traffic: ${rate} events/s, seed ${seed}`
    : 'no demonstration traffic';
  process.stdout.write(
    `\nLianfang is running: ${system.address}\n` +
      `  Kafka ${KAFKA_BROKERS}; ${topicWords(inputs)}; ${traffic}\n` +
      `  Elasticsearch ${ELASTICSEARCH_NODE}\n` +
      `  ${signInWords()}\n` +
      `  logs in ${options.dataFolder}; Ctrl-C stops everything\n\n`,
  );
  try {
    const reason = await unlessStopped(system.failed, signal);
    throw reason;
  } catch (problem) {
    if (!signal.aborted) throw problem;
    progress('stopping');
    return 0;
  } finally {
    await system.stop();
    progress('everything is stopped');
  }
}

function signInWords(): string {
  const own = process.env['LIANFANG_OIDC_ISSUER'];
  return own
    ? `sign-in by ${own}`
    : 'sign in as one of the people of the demonstration: the page lists them, without passwords';
}

function topicWords(inputs: readonly InputTopic[]): string {
  return `${inputs.length === 1 ? 'topic' : 'topics'} ${inputs.map(({ topic }) => topic).join(', ')}`;
}

await runCommand(start);
