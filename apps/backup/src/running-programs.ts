import { topicNames } from '@lianfang/contract';
import type { LogAdmin } from '@lianfang/platform/kafka';
import type { RestoreEnvironment } from './environment';

/** Something works on what would be replaced under its hands. */
export class ProgramsRunningError extends Error {
  readonly code = 'LF-RESTORE-PROGRAMS';

  constructor(groups: readonly string[]) {
    super(
      `Collectors, gateways or alerting are running (consumer groups with members: ${groups.join(', ')}). Stop them all, then try again; one that was ` +
        'killed is forgotten by the broker after LIANFANG_SESSION_MS. Nothing was changed.',
    );
    this.name = 'ProgramsRunningError';
  }
}

/**
 * A collector counts on from its memory, a gateway shows and alerting judges what it has loaded: none may live through a restore.
 * @throws ProgramsRunningError
 */
export async function requireNoPrograms(
  admin: Pick<LogAdmin, 'groupsWithMembers'>,
  { LIANFANG_TOPIC_PREFIX: prefix, LIANFANG_GROUP: group }: RestoreEnvironment,
): Promise<void> {
  // A gateway, and alerting, follow the live rows by a group of their own.
  const tails = `tail-${topicNames(prefix).rowsLive}-`;
  const busy = await admin.groupsWithMembers((name) => name === prefix + group || name.startsWith(tails));
  if (busy.length > 0) throw new ProgramsRunningError(busy);
}
