import type { LogAdmin } from '@lianfang/platform/kafka';

/**
 * How long the broker keeps records of a topic, in milliseconds, as its configuration says; Infinity where only a size
 * or nothing limits it (`retention.ms=-1`), or where it compacts and never deletes.
 */
export async function readLogRetention(admin: Pick<LogAdmin, 'topicSetting'>, topic: string): Promise<number> {
  const policy = (await admin.topicSetting(topic, 'cleanup.policy')) ?? 'delete';
  if (!policy.split(',').some((one) => one.trim() === 'delete')) return Infinity;
  const told = await admin.topicSetting(topic, 'retention.ms');
  const milliseconds = Number(told);
  if (told === undefined || told === '' || Number.isNaN(milliseconds)) {
    throw new Error(
      `LF-TOPIC-RETENTION: the broker does not say how long it keeps ${topic} (retention.ms). ` +
        'Let the collector describe the configuration of its topics (ACL DescribeConfigs).',
    );
  }
  return milliseconds < 0 ? Infinity : milliseconds;
}
