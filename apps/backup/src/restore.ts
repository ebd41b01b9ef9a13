import { parseArgs } from 'node:util';
import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  BackupError,
  createAuditStore,
  listBackups,
  prepareRepository,
  restoreBackup,
  type StoredBackup,
} from '@lianfang/store';
import { connectLogs, type ConnectedLogs } from './connect-logs';
import { readRestoreEnvironment, type RestoreEnvironment } from './environment';
import { rewriteAuditTopic } from './rewrite-audit-topic';
import { requireNoPrograms } from './running-programs';
import { DONE, runCommand, say, UsageError } from './run-command';

const USAGE = `Usage: npm run restore -- [options] [--yes]

Puts a backup in place. Stop all collectors, gateways and alerting before. Without --yes it says what it would do and does nothing.

  --backup NAME   as npm run backup -- --list names it; the newest whole one without it
  --replace       also where indices are there: the backup is read once as a trial, then they are removed for good
  --audit-topic   only write the topic of the audit again from Elasticsearch, where the topic was lost: it must be empty
  --yes           do it
  --help          this text

Settings: as npm run backup, and KAFKA_BROKERS and its sign-in, LIANFANG_TOPIC_PREFIX, LIANFANG_GROUP.
Exit status: 0 done or said, 1 failed, 2 refused: something is to be put right first.
`;

process.exitCode = await runCommand(async (signal) => {
  const asked = readArguments(process.argv.slice(2));
  if (asked.help) process.stdout.write(USAGE);
  if (asked.help) return DONE;
  const environment = readRestoreEnvironment();
  const client = createElasticsearch(environment);
  const logs = await connectLogs(environment);
  try {
    const report = await (asked['audit-topic']
      ? auditTopic(environment, client, logs, asked)
      : restore(environment, client, logs, { ...asked, signal }));
    if (report) process.stdout.write(`${JSON.stringify(report)}\n`);
    else say('Nothing was changed. Say --yes to do it.');
    return DONE;
  } finally {
    await Promise.allSettled([logs.close(), client.close()]);
  }
});

function readArguments(args: readonly string[]) {
  try {
    const flag = { type: 'boolean' } as const;
    const options = { backup: { type: 'string' }, replace: flag, 'audit-topic': flag, yes: flag, help: flag } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

type Asked = ReturnType<typeof readArguments>;
type Elasticsearch = ReturnType<typeof createElasticsearch>;

async function restore(
  environment: RestoreEnvironment,
  client: Elasticsearch,
  logs: ConnectedLogs,
  { signal, ...asked }: Asked & { readonly signal: AbortSignal },
): Promise<object | undefined> {
  const { LIANFANG_BACKUP_REPOSITORY: repository, LIANFANG_INDEX_PREFIX: prefix } = environment;
  await prepareRepository(client, { name: repository, location: environment.LIANFANG_BACKUP_LOCATION });
  const backup = choose(await listBackups(client, repository, prefix), asked.backup);
  const taken = new Date(backup.takenAt).toISOString();
  say(`${backup.name}, taken ${taken}: ${backup.parts.flatMap(({ indices }) => indices).length} indices`);
  if (!asked.yes) return undefined;
  await requireNoPrograms(logs.admin, environment);
  const began = Date.now();
  const order = { names: indexNames(prefix), repository, backup, isReplacing: asked.replace === true, signal, say };
  const report = await restoreBackup(client, order);
  say(
    'Restored. Start the collectors: each goes on where the backup ends and counts again what the log still holds since; what the log ' +
      'no longer holds is in the ledger as lost. Then start the gateways.',
  );
  return { ...report, takenAt: taken, notes: backup.notes ?? null, seconds: secondsSince(began) };
}

function choose(backups: readonly StoredBackup[], wanted: string | undefined): StoredBackup {
  const whole = backups.filter(({ isWhole }) => isWhole);
  const found = wanted === undefined ? whole.at(-1) : whole.find(({ name }) => name === wanted);
  if (found) return found;
  const names = whole.map(({ name }) => name).join(', ') || 'none';
  throw new BackupError(
    'LF-RESTORE-UNKNOWN',
    `${wanted === undefined ? 'There is no whole backup' : `There is no whole backup ${wanted}`}. Whole ones: ${names}. Look at ` +
      'LIANFANG_BACKUP_REPOSITORY, LIANFANG_BACKUP_LOCATION and LIANFANG_INDEX_PREFIX.',
  );
}

async function auditTopic(
  environment: RestoreEnvironment,
  client: Elasticsearch,
  logs: ConnectedLogs,
  { yes = false }: Asked,
): Promise<object | undefined> {
  const began = Date.now();
  if (yes) await requireNoPrograms(logs.admin, environment);
  const store = createAuditStore(client, indexNames(environment.LIANFANG_INDEX_PREFIX));
  const report = await rewriteAuditTopic({
    ...logs,
    store,
    prefix: environment.LIANFANG_TOPIC_PREFIX,
    isMeant: yes,
    say,
  });
  return report && { ...report, seconds: secondsSince(began) };
}

function secondsSince(began: number): number {
  return Math.round((Date.now() - began) / 100) / 10;
}
