import { auditHead, type AuditHead } from '@lianfang/contract';
import type { LogAdmin, LogReader } from '@lianfang/platform/kafka';

/** Where heads are published. */
export interface HeadsTopic {
  readonly topic: string;
  readonly admin: Pick<LogAdmin, 'connect' | 'bounds'>;
  readonly reader: Pick<LogReader, 'read'>;
}

/** About two years of hourly heads. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** All heads that were published, oldest first. What can't be read is none of ours. @throws when Kafka does not answer */
export async function publishedHeads({ topic, admin, reader }: HeadsTopic): Promise<AuditHead[]> {
  await admin.connect();
  const [bounds] = await admin.bounds(topic);
  const heads: AuditHead[] = [];
  for (let from = bounds?.start ?? 0; bounds && from < bounds.end;) {
    const records = await reader.read({ topic, partition: 0, from, to: bounds.end }, PAGE_BYTES);
    heads.push(...records.flatMap(({ value }) => headOf(value?.toString('utf8') ?? '') ?? []));
    from = (records.at(-1)?.offset ?? bounds.end) + 1;
  }
  return heads;
}

function headOf(text: string): AuditHead | undefined {
  try {
    return auditHead.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON: no head
  }
}
