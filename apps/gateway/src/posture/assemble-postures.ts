import { topicNames, type Freshness } from '@lianfang/contract';
import type { DirectoryFile } from '@lianfang/board';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader } from '@lianfang/platform/kafka';
import type { Registry } from 'prom-client';
import type { Environment } from '../environment';
import type { ServiceLog } from '../service-log';
import { within } from '../topics/within';
import { PostureBook } from './posture-book';
import { PostureDesk, type PostureSource } from './posture-desk';
import { PostureFeed } from './posture-feed';
import { registerPostureMetrics } from './posture-metrics';

/** Kafka may be away: then nobody waits for a farewell. */
const CLOSING_MS = 2_000;

/** What postures are followed with. */
export interface PostureParts {
  readonly environment: Environment;
  readonly directory: DirectoryFile;
  readonly metrics: Registry;
  readonly log: ServiceLog;
  /** Those of the past. */
  readonly history: PostureSource['history'];
  /** How old the figures are. @throws NotLoadedError */
  readonly freshness: (county?: string) => Freshness;
}

/** Postures as the gateway follows them. */
export interface AssembledPostures {
  readonly book: PostureBook;
  readonly desk: PostureDesk;
  start(): void;
  stop(): Promise<void>;
}

/** Joins the parts; nothing is connected before `start`. */
export function assemblePostures(parts: PostureParts): AssembledPostures {
  const { environment, directory, metrics, log, history, freshness } = parts;
  const kafka = createKafka(environment, 'lianfang-postures');
  const admin = createKafkaLogAdmin(kafka);
  const reader = createKafkaLogReader(kafka);
  const isCounty = (code: string): boolean => directory.counties.has(code);
  const book = new PostureBook(isCounty);
  const onMessage = registerPostureMetrics(metrics, book);
  const { posture: topic } = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const feed = new PostureFeed({ topic, admin, reader, book, log, now: () => Date.now(), onMessage });
  return {
    book,
    desk: new PostureDesk({ postures: () => book.all, history, freshness, isCounty }),
    start: () => feed.start(),
    stop: async () => {
      await feed.stop();
      const closing = Promise.allSettled([admin.close(), reader.close()]);
      await within(closing, CLOSING_MS).catch(() => undefined);
    },
  };
}
