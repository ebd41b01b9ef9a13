import { Kafka, logLevel, type KafkaConfig, type LogEntry } from 'kafkajs';
import { installCompressionCodecs } from './compression-codecs';
import { installFraming } from './fetch/install-framing';
import { explainedSockets } from './link/explained-sockets';
import { installPendingCheck } from './link/install-pending-check';
import { readKafkaLink, type KafkaSettings } from './link/kafka-environment';
import { signIn } from './link/sign-in';

/** Where the client's own log lines go. */
export type KafkaLog = (level: 'error' | 'warn' | 'info' | 'debug', message: string) => void;

/**
 * A Kafka client for the settings; nothing is connected yet.
 * @throws ConfigError where settings contradict each other, or a file that they name can't be used.
 */
export function createKafka(settings: KafkaSettings, clientId: string, log: KafkaLog = () => undefined): Kafka {
  const link = readKafkaLink(settings);
  installCompressionCodecs();
  installFraming();
  installPendingCheck();
  const config: KafkaConfig = {
    clientId,
    brokers: settings.KAFKA_BROKERS.split(','),
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => log(levelName(entry), `${entry.namespace}: ${entry.log.message}`),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    socketFactory: explainedSockets(link),
    // Kafka may be away for long; callers decide when to give up.
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
  };
  if (link.account) config.sasl = signIn(link.account);
  return new Kafka(config);
}

function levelName(entry: LogEntry): 'error' | 'warn' | 'info' | 'debug' {
  if (entry.level === logLevel.ERROR) return 'error';
  if (entry.level === logLevel.WARN) return 'warn';
  return entry.level === logLevel.INFO ? 'info' : 'debug';
}
