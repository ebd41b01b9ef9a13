import type { LogAdmin } from '@lianfang/platform/kafka';

/** Event times are judged against the log's own time; with a producer's timestamps there would be nothing to judge by. */
export async function requireLogAppendTime(admin: LogAdmin, topic: string): Promise<void> {
  const type = await admin.topicSetting(topic, 'message.timestamp.type').catch((error: unknown) => {
    throw new Error(
      `LF-TOPIC-MISSING: topic ${topic} can't be read (${String(error)}). ` +
        'Make it with message.timestamp.type=LogAppendTime, or correct LIANFANG_TOPICS, and start again.',
      { cause: error },
    );
  });
  if (type === 'LogAppendTime') return;
  throw new Error(
    `LF-TOPIC-TIME: topic ${topic} has message.timestamp.type=${type ?? 'unknown'}. ` +
      'Set it to LogAppendTime; what was appended before is refused as well, so make the topic anew if it has records.',
  );
}
