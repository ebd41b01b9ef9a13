import { parseArgs } from 'node:util';
import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { backupsToForget, forgetBackups, listBackups, prepareRepository, takeBackup } from '@lianfang/store';
import { readBackupEnvironment, type BackupEnvironment } from './environment';
import { DONE, runCommand, say, UsageError } from './run-command';

const USAGE = `Usage: npm run backup [-- --list]

Takes a backup of everything that Elasticsearch holds for this system, by snapshots: incremental, verified, named by its
time in UTC. The last line of standard output is one JSON object. Programs go on meanwhile.

  --list   only list the backups that are there
  --help   this text

Settings: ELASTICSEARCH_NODE and its sign-in, LIANFANG_INDEX_PREFIX, LIANFANG_BACKUP_REPOSITORY, LIANFANG_BACKUP_LOCATION,
LIANFANG_BACKUP_KEEP (14). Exit status: 0 done, 1 failed, 2 refused: something is to be put right first.
`;

process.exitCode = await runCommand(async (signal) => {
  const asked = readArguments(process.argv.slice(2));
  if (asked.help) process.stdout.write(USAGE);
  if (asked.help) return DONE;
  const environment = readBackupEnvironment();
  const client = createElasticsearch(environment);
  try {
    await prepareRepository(client, {
      name: environment.LIANFANG_BACKUP_REPOSITORY,
      location: environment.LIANFANG_BACKUP_LOCATION,
    });
    await (asked.list ? list(environment, client) : backup(environment, client, signal));
    return DONE;
  } finally {
    await client.close();
  }
});

function readArguments(args: readonly string[]) {
  try {
    const options = { list: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

type Elasticsearch = ReturnType<typeof createElasticsearch>;

async function list(environment: BackupEnvironment, client: Elasticsearch): Promise<void> {
  const { LIANFANG_BACKUP_REPOSITORY: repository, LIANFANG_INDEX_PREFIX: prefix } = environment;
  for (const { name, takenAt, isWhole, parts } of await listBackups(client, repository, prefix)) {
    const indices = parts.reduce((sum, part) => sum + part.indices.length, 0);
    process.stdout.write(`${JSON.stringify({ name, takenAt: new Date(takenAt).toISOString(), isWhole, indices })}\n`);
  }
}

async function backup(environment: BackupEnvironment, client: Elasticsearch, signal: AbortSignal): Promise<void> {
  const { LIANFANG_BACKUP_REPOSITORY: repository, LIANFANG_INDEX_PREFIX: prefix } = environment;
  const began = Date.now();
  const order = { names: indexNames(prefix), prefix, repository, at: began, signal, say };
  const report = await takeBackup(client, order);
  if (report.behind > 0) {
    say(
      `Evidence or sketches of ${report.behind} partitions are behind their rows, and some may lack in this backup. Look why ` +
        'the collector does not write them, and take another.',
    );
  }
  const there = await listBackups(client, repository, prefix);
  const removed = await forgetBackups(
    client,
    repository,
    backupsToForget(there, environment.LIANFANG_BACKUP_KEEP, Date.now()),
  );
  const kept = there.filter(({ name, isWhole }) => isWhole && !removed.includes(name)).length;
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ ...report, kept, removed, seconds })}\n`);
}
