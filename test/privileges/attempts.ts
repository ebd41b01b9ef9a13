import { createKafka, createKafkaLogReader, type KafkaSettings } from '@lianfang/platform/kafka';
import type { Right, RightsPlace } from '../integration/secure/least-rights';

/** What an account did to a topic: `write threat-events`, or nothing. */
export type Deed = `${'read' | 'write'} ${string}`;

/**
 * Tries to read and to write each topic as an account, against a real broker. @param topics without the prefix
 * @returns what went through
 */
export async function tryEverything(
  settings: KafkaSettings,
  prefix: string,
  topics: readonly string[],
): Promise<Deed[]> {
  const kafka = createKafka(settings, 'test', () => undefined);
  const producer = kafka.producer({ retry: { retries: 0 }, allowAutoTopicCreation: false });
  const reader = createKafkaLogReader(kafka);
  await producer.connect();
  const did: Deed[] = [];
  for (const topic of topics) {
    const whole = prefix + topic;
    const writing = producer.send({ topic: whole, acks: -1, messages: [{ value: 'a try' }] });
    if (await goesThrough(writing)) did.push(`write ${topic}`);
    const reading = reader.read({ topic: whole, partition: 0, from: 0, to: 1 }, 1_000);
    if (await goesThrough(reading)) did.push(`read ${topic}`);
  }
  await Promise.allSettled([producer.disconnect(), reader.close()]);
  return did.sort();
}

/** Anything but a refusal fails the test: a broker that is away refuses nobody. */
async function goesThrough(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    const text =
      error instanceof Error
        ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
        : String(error);
    if (
      /not authorized|AUTHORIZATION_FAILED|does not host this topic-partition|UNKNOWN_TOPIC|LF-TOPIC-MISSING/i.test(
        text,
      )
    )
      return false;
    throw error;
  }
}

/** What an account may do to topics, by its rights. */
export function allowedDeeds(rights: readonly Right[], { topics }: Pick<RightsPlace, 'topics'>): Deed[] {
  const deeds = rights.flatMap(({ topic, may }) => {
    if (topic === undefined) return [];
    const names = topic.includes('{') ? topics.map((own) => topic.replace(/\{\w+\}/, own)) : [topic];
    return names.flatMap((name) =>
      may.filter((one) => one === 'read' || one === 'write').map((one): Deed => `${one} ${name}`),
    );
  });
  return deeds.sort();
}
