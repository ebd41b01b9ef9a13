import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogReader,
  createKafkaLogWriter,
  type LogAdmin,
  type LogReader,
  type LogWriter,
} from '@lianfang/platform/kafka';
import type { RestoreEnvironment } from './environment';

/** Kafka as a restore needs it. */
export interface ConnectedLogs {
  readonly admin: LogAdmin;
  readonly writer: LogWriter;
  readonly reader: LogReader;
  close(): Promise<void>;
}

/** Connects to the broker; the writer connects when it is needed. */
export async function connectLogs(environment: RestoreEnvironment): Promise<ConnectedLogs> {
  const kafka = createKafka(environment, 'lianfang-restore');
  const [admin, writer, reader] = [
    createKafkaLogAdmin(kafka),
    createKafkaLogWriter(kafka),
    createKafkaLogReader(kafka),
  ];
  await admin.connect();
  const close = async (): Promise<void> => {
    await Promise.allSettled([writer.close(), reader.close(), admin.close()]);
  };
  return { admin, writer, reader, close };
}
