import type { LogAdmin } from '@lianfang/platform/kafka';

/** The broker forgets revocations while sessions that they ended could still be shown. */
export class RevocationRetentionError extends Error {
  readonly code = 'LF-REVOCATIONS-RETENTION';

  constructor(topic: string, keptMs: number, neededMs: number) {
    super(
      `LF-REVOCATIONS-RETENTION: the topic ${topic} keeps records for ${hours(keptMs)} (retention.ms=${keptMs}), and ` +
        `sessions last up to ${hours(neededMs)} (LIANFANG_SESSION_ABSOLUTE): who was signed out would be let in again. ` +
        `Set retention.ms of the topic to ${neededMs} or more, or lower LIANFANG_SESSION_ABSOLUTE. Nobody is let in until then.`,
    );
    this.name = 'RevocationRetentionError';
  }
}

/** What is asked about the topic of revocations. */
export interface RetentionQuestion {
  readonly admin: Pick<LogAdmin, 'topicSetting'>;
  readonly topic: string;
  /** Longest session in milliseconds: so long a revocation must be kept. */
  readonly neededMs: number;
}

/**
 * @returns what could not be looked up, and what to do; undefined where the topic keeps records for long enough.
 * @throws RevocationRetentionError where it does not; whatever the client throws when the broker is away.
 */
export async function checkRevocationRetention(question: RetentionQuestion): Promise<string | undefined> {
  const { topic, neededMs } = question;
  const keptMs = await readKeptMs(question);
  if (keptMs === undefined) {
    return (
      `How long the topic ${topic} keeps revocations can't be looked up. Let the gateway describe its configuration ` +
      '(ACL DescribeConfigs), or see to it yourself that retention.ms is at least LIANFANG_SESSION_ABSOLUTE.'
    );
  }
  if (keptMs < neededMs) throw new RevocationRetentionError(topic, keptMs, neededMs);
  return undefined;
}

/** Infinity where nothing is deleted for its age; undefined where we may not ask. */
async function readKeptMs({ admin, topic }: RetentionQuestion): Promise<number | undefined> {
  try {
    const policy = (await admin.topicSetting(topic, 'cleanup.policy')) ?? 'delete';
    if (!policy.split(',').some((one) => one.trim() === 'delete')) return Infinity;
    const told = Number((await admin.topicSetting(topic, 'retention.ms')) || Number.NaN);
    if (Number.isNaN(told)) return undefined;
    return told < 0 ? Infinity : told;
  } catch (error) {
    if ((error as { readonly type?: unknown }).type === 'TOPIC_AUTHORIZATION_FAILED') return undefined;
    throw error;
  }
}

function hours(milliseconds: number): string {
  return `${Math.round((milliseconds / 3_600_000) * 100) / 100} h`;
}
