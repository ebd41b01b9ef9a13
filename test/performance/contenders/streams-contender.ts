import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findJdk, prepareJarSet, repositoryRoot, startChild, type JarSet, type Jdk } from '@lianfang/local';
import type { Contender, RunFigures } from './contender';

/** Seconds before anything is measured, and at least so many that are. */
export interface StreamsSeconds {
  readonly warm: number;
  readonly measured: number;
}

const HEAP_MIB = 1024;

/** A Java that is ready to run the peer. */
export interface StreamsProgram {
  readonly jdk: Jdk;
  readonly home: string;
}

/** Fetches the jars by Maven and compiles the peer, once; they are kept as those of the servers are. */
export async function prepareStreams(progress: (line: string) => void): Promise<StreamsProgram> {
  const set: JarSet = {
    name: 'streams-peer',
    folder: join(repositoryRoot(), 'test', 'performance', 'contenders', 'streams'),
    title: 'Kafka Streams 4.3.0',
    launcher: 'StreamsPeer',
    release: 17,
  };
  const jdk = await findJdk();
  const { home } = await prepareJarSet(set, jdk, { progress });
  return { jdk, home };
}

const FORMS = {
  streams: { form: 'dsl', title: 'Kafka Streams + Jackson, warm: grouped and counted as its documentation does' },
  'streams-processor': { form: 'processor', title: 'Kafka Streams + Jackson, warm: counted where it is read' },
} as const;

/** Kafka Streams and Jackson, warm. Its figures are sums over several passes of the topic, in one JVM. */
export function streamsContender(
  name: keyof typeof FORMS,
  { jdk, home }: StreamsProgram,
  { warm, measured }: StreamsSeconds,
): Contender {
  const { form, title } = FORMS[name];
  return {
    name,
    title,
    run: async (topic, { broker, folder, run }): Promise<RunFigures> => {
      const result = join(folder, `${name}.json`);
      const child = await startChild({
        name,
        command: join(jdk.home, 'bin', 'java'),
        args: [
          `-Xmx${HEAP_MIB}m`,
          '-cp',
          `${join(home, 'classes')}:${join(home, 'lib', '*')}`,
          'StreamsPeer',
          ...[form, broker, topic.prefix + topic.name, run, join(folder, 'state'), topic.load],
          ...[topic.records, warm, measured].map(String),
          result,
        ],
        logFile: join(folder, `${name}.log`),
      });
      const exit = await child.exited;
      if (exit.code !== 0) throw child.diedError(exit);
      const figures = JSON.parse(readFileSync(result, 'utf8')) as RunFigures;
      const { records, seconds, cpuSeconds, peakRssMb } = figures;
      return { records, seconds, cpuSeconds, peakRssMb, answer: { kind: 'counts', path: result } };
    },
  };
}
