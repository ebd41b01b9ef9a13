import type { AuditedLog } from '@lianfang/access';
import type { LogAdmin, LogReader } from '@lianfang/platform/kafka';

/** So much of the log is in memory at a time. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** The log of the audit for whoever compares it with the chain. @throws Error where the topic is not there */
export function auditedLog(
  topic: string,
  admin: Pick<LogAdmin, 'connect' | 'bounds'>,
  reader: Pick<LogReader, 'read'>,
): AuditedLog {
  return {
    bounds: async () => {
      await admin.connect();
      const [bounds, ...others] = await admin.bounds(topic);
      if (!bounds || others.length > 0) throw new Error(`LF-AUDIT-TOPIC: ${topic} must have one partition.`);
      return bounds;
    },
    read: (from, to) => reader.read({ topic, partition: 0, from, to }, PAGE_BYTES),
  };
}
