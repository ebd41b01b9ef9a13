import { errors, type Client } from '@elastic/elasticsearch';
import { elasticsearchReason } from '../elasticsearch-reason';
import { BackupError } from './backup-error';

/** Where snapshots are kept. */
export interface RepositoryPlan {
  /** Its name in Elasticsearch. */
  readonly name: string;
  /** A folder that every node reaches, below its `path.repo`; only used where the repository is not registered yet. */
  readonly location: string;
}

const PATH_REPO =
  'Every node must have the folder in `path.repo` (elasticsearch.yml) and see the same files there; then start again. Or ' +
  'register a repository of another type under that name, and name it in LIANFANG_BACKUP_REPOSITORY.';

/**
 * Sees to it that the repository is there, and that every node can write to it. One that is registered already, of
 * whatever type, is used as it is.
 * @throws BackupError `LF-BACKUP-REPOSITORY`
 */
export async function prepareRepository(client: Client, { name, location }: RepositoryPlan): Promise<void> {
  const found = await client.snapshot.getRepository({ name }, { ignore: [404] });
  try {
    if (!(name in found)) {
      const repository = { type: 'fs', settings: { location, compress: true } } as const;
      await client.snapshot.createRepository({ name, repository, verify: false });
    }
    await client.snapshot.verifyRepository({ name });
  } catch (error) {
    if (!(error instanceof errors.ResponseError)) throw error;
    const place = name in found ? 'as it is registered' : `at ${location}`;
    throw new BackupError(
      'LF-BACKUP-REPOSITORY',
      `The repository ${name} ${place} can't be used (${causeOf(error)}). ${PATH_REPO}`,
      { cause: error },
    );
  }
}

/** The innermost reason: the outer ones only say that something failed. */
function causeOf(error: errors.ResponseError): string {
  type Cause = { readonly reason?: string; readonly caused_by?: Cause };
  let cause = ((error.body ?? {}) as { readonly error?: Cause }).error;
  while (cause?.caused_by?.reason) cause = cause.caused_by;
  return error.statusCode === 401 || error.statusCode === 403
    ? elasticsearchReason(error)
    : (cause?.reason ?? error.message).replaceAll('\n', ' ').slice(0, 300);
}
