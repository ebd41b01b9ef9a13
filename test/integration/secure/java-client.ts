import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findJdk, prepareJars } from '@lianfang/local';

const run = promisify(execFile);
const STRING = 'org.apache.kafka.common.serialization.String';

/** A record as a producer takes it. */
export interface SentRecord {
  readonly key: string;
  readonly value: string;
}

/** The Java client of the broker's own jars: what writes and reads beside us. */
export class JavaClient {
  private compiled: Promise<readonly string[]> | undefined;

  /** @param folder for its files. @param brokers `host:port` */
  constructor(
    private readonly folder: string,
    private readonly brokers: string,
  ) {}

  /** @param settings of the producer: `compression.type` and so on. With a `transactional.id` 100 records more are given up. */
  async produce(topic: string, records: readonly SentRecord[], settings: Record<string, string>): Promise<void> {
    const file = join(this.folder, `${randomUUID()}.tsv`);
    writeFileSync(file, records.map(({ key, value }) => `${key}\t${value}\n`).join(''));
    const serializers = { 'key.serializer': `${STRING}Serializer`, 'value.serializer': `${STRING}Serializer` };
    await this.order('produce', { ...serializers, ...settings }, [topic, file]);
  }

  /** The values of a topic from its beginning, until `wanted` are there or 30 s have passed. */
  async consume(topic: string, wanted: number): Promise<string[]> {
    const file = join(this.folder, `${randomUUID()}.txt`);
    const deserializers = {
      'key.deserializer': `${STRING}Deserializer`,
      'value.deserializer': 'org.apache.kafka.common.serialization.ByteArrayDeserializer',
    };
    await this.order('consume', { ...deserializers, 'check.crcs': 'true' }, [topic, String(wanted), file]);
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  }

  /** Makes accounts for SCRAM. @param passwords by name. */
  async makeAccounts(passwords: Readonly<Record<string, string>>): Promise<void> {
    await this.order('accounts', {}, Object.entries(passwords).flat());
  }

  private async order(name: string, settings: Record<string, string>, more: readonly string[]): Promise<void> {
    const file = join(this.folder, `${randomUUID()}.properties`);
    const all = { 'bootstrap.servers': this.brokers, ...settings };
    writeFileSync(
      file,
      Object.entries(all)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
    this.compiled ??= this.compile();
    const [java = '', ...options] = await this.compiled;
    await run(java, [...options, name, file, ...more]);
  }

  /** @returns the command that runs it. */
  private async compile(): Promise<readonly string[]> {
    const jdk = await findJdk();
    const { kafka } = await prepareJars({ jdk });
    const jars = join(kafka.home, 'lib', '*');
    const source = join(import.meta.dirname, 'JavaClient.java');
    await run(join(jdk.home, 'bin', 'javac'), ['-cp', jars, '-d', this.folder, source]);
    const quick = ['-Xmx256m', '-Xshare:auto', '-XX:TieredStopAtLevel=1'];
    return [join(jdk.home, 'bin', 'java'), ...quick, '-cp', `${this.folder}:${jars}`, 'JavaClient'];
  }
}
