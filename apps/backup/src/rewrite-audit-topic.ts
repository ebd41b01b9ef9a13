import { ChainCheck } from '@lianfang/access';
import { topicNames, type ChainedEntry } from '@lianfang/contract';
import type { LogAdmin, LogReader, LogWriter } from '@lianfang/platform/kafka';
import type { AuditStore } from '@lianfang/store';

/** What writing the topic again works with. */
export interface AuditTopicParts {
  readonly admin: Pick<LogAdmin, 'bounds' | 'topics'>;
  readonly writer: LogWriter;
  readonly reader: Pick<LogReader, 'read'>;
  readonly store: Pick<AuditStore, 'whole'>;
  /** LIANFANG_TOPIC_PREFIX */
  readonly prefix: string;
  /** False: only look whether it can be done. */
  readonly isMeant: boolean;
  readonly say: (line: string) => void;
}

/** The topic can't be written again. */
export class AuditTopicError extends Error {
  readonly code = 'LF-RESTORE-TOPIC';

  constructor(why: string) {
    super(why);
    this.name = 'AuditTopicError';
  }
}

const READ_BYTES = 8 * 1024 * 1024;

/**
 * Writes the topic of the audit again from what Elasticsearch keeps, byte by byte. Hash and document id of an entry follow
 * from its offset, so only an empty topic that nothing was ever written to takes it: at any other place each entry would
 * be another one.
 * @returns how many entries, and the last one; undefined when it was not meant
 * @throws AuditTopicError
 */
export async function rewriteAuditTopic(parts: AuditTopicParts): Promise<object | undefined> {
  const { admin, writer, store, prefix, isMeant, say } = parts;
  const { audit: topic } = topicNames(prefix);
  await requireUnusedTopic(admin, topic);
  const { entries, head } = await checkWhole(store);
  say(`${entries} entries go to ${topic}`);
  if (!isMeant) return undefined;
  await writer.connect();
  for await (const page of store.whole()) {
    await writer.append(
      topic,
      page.map(({ value }) => ({ key: null, value })),
    );
  }
  await compare(parts, topic);
  return { topic, entries, head: head ?? null };
}

async function requireUnusedTopic(admin: AuditTopicParts['admin'], topic: string): Promise<void> {
  if (!(await admin.topics()).has(topic)) {
    throw new AuditTopicError(
      `There is no topic ${topic}. Make it with one partition and retention.ms=-1, then try again.`,
    );
  }
  const bounds = await admin.bounds(topic);
  const [first] = bounds;
  if (bounds.length !== 1 || first === undefined) {
    throw new AuditTopicError(`The topic ${topic} must have one partition. Delete it, and make it with one.`);
  }
  if (first.end !== 0) {
    throw new AuditTopicError(
      `The topic ${topic} is not unused: it reaches to offset ${first.end}. Entries are what they are by their place. If it holds ` +
        'nothing that counts, delete it and make it again; else start the gateways: they keep what it holds.',
    );
  }
}

async function checkWhole(store: AuditTopicParts['store']) {
  const check = new ChainCheck([]);
  for await (const page of store.whole()) for (const entry of page) check.take(entry);
  const report = check.report();
  if (report.faults.length > 0) {
    throw new AuditTopicError(
      `The chain in Elasticsearch is not whole (${report.faults[0]?.kind}): npm run audit:verify says where. Restore a backup of before ` +
        'it was damaged.',
    );
  }
  return report;
}

/** What was written is read back: the log is the original from here on. */
async function compare({ reader, store, admin }: AuditTopicParts, topic: string): Promise<void> {
  const [bounds] = await admin.bounds(topic);
  let next = 0;
  let waiting: ChainedEntry[] = [];
  for await (const page of store.whole()) {
    waiting.push(...page);
    while (waiting.length > 0) {
      const range = { topic, partition: 0, from: next, to: next + waiting.length };
      const records = await reader.read(range, READ_BYTES);
      const isSame = records.every(({ value }, at) => value?.toString('utf8') === waiting[at]?.value);
      if (records.length === 0 || !isSame || records[0]?.offset !== next) throw differs(topic, next);
      next += records.length;
      waiting = waiting.slice(records.length);
    }
  }
  if (bounds?.end !== next) throw differs(topic, next);
}

function differs(topic: string, offset: number): AuditTopicError {
  return new AuditTopicError(
    `The topic ${topic} does not hold at ${offset} what was written: something else wrote to it. Delete it, make it again, stop what ` +
      'writes to it, and try again.',
  );
}
