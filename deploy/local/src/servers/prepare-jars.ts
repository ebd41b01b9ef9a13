import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from '../process/local-error';
import { lianfangHome, serversFolder } from '../repository-root';
import { runTool } from '../process/run-tool';
import { type Jdk, findJdk } from './find-jdk';
import { ELASTICSEARCH_JARS, type JarSet, KAFKA_JARS, type PreparedJars } from './jar-set';

/** What a caller may give. */
export interface PrepareOptions {
  /** Takes one line of progress; nothing is said when the jars are there. */
  readonly progress?: (line: string) => void;
  readonly jdk?: Jdk;
  /** Ends the fetching. */
  readonly signal?: AbortSignal;
}

/** Both servers' jars. */
export interface LocalJars {
  readonly jdk: Jdk;
  readonly kafka: PreparedJars;
  readonly elasticsearch: PreparedJars;
}

const TRANSPORT = 'transport-netty4';
const VERSION = '9.2.0';

/**
 * Fetches the jars of both servers by Maven, once: they are kept below `.lianfang` (or LIANFANG_HOME) under a name made
 * from what they are made of, so that a changed version is fetched beside the old one.
 *
 * @throws LocalError `LF-LOCAL-JDK-MISSING`, `LF-LOCAL-MAVEN-MISSING`, `LF-LOCAL-JARS-FAILED`
 */
export async function prepareJars(options: PrepareOptions = {}): Promise<LocalJars> {
  const jdk = options.jdk ?? (await findJdk());
  const kafka = await prepareJarSet(KAFKA_JARS, jdk, options);
  const elasticsearch = await prepareJarSet(ELASTICSEARCH_JARS, jdk, options);
  return { jdk, kafka, elasticsearch };
}

/** One server's jars; see {@link prepareJars}. */
export async function prepareJarSet(
  set: JarSet,
  jdk: Jdk,
  { progress, signal }: Omit<PrepareOptions, 'jdk'> = {},
): Promise<PreparedJars> {
  const home = join(lianfangHome(), 'jars', `${set.name}-${fingerprint(set)}`);
  if (existsSync(join(home, 'complete'))) return { home };
  progress?.(`fetching ${set.title} by Maven (once, about 45 MB)`);
  const draft = `${home}.${String(process.pid)}`;
  rmSync(draft, { recursive: true, force: true });
  try {
    await fetchJars(set, { jdk, signal, folder: join(draft, 'lib') });
    if (set.name === 'elasticsearch') makeTransportModule(draft);
    await compileLauncher(set, jdk, draft);
    writeFileSync(join(draft, 'complete'), '');
    putInPlace(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return { home };
}

function putInPlace(draft: string, home: string): void {
  if (!existsSync(join(home, 'complete'))) rmSync(home, { recursive: true, force: true });
  try {
    renameSync(draft, home);
  } catch (problem) {
    // Another run was faster with the same jars.
    if (!existsSync(join(home, 'complete'))) throw problem;
  }
}

function sourceOf({ name, folder }: JarSet): string {
  return folder ?? join(serversFolder(), name);
}

function fingerprint(set: JarSet): string {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', `${set.launcher}.java`]) hash.update(readFileSync(join(sourceOf(set), file)));
  return hash.digest('hex').slice(0, 12);
}

interface FetchOptions {
  readonly jdk: Jdk;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

async function fetchJars(set: JarSet, { jdk, folder, signal }: FetchOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pom = join(sourceOf(set), 'pom.xml');
  const args = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const result = await runTool('mvn', [...args, `-DoutputDirectory=${folder}`], {
    env: { JAVA_HOME: jdk.home },
    ...(signal !== undefined && { signal }),
  });
  if (result === 'missing') {
    throw new LocalError(
      'LF-LOCAL-MAVEN-MISSING',
      `Maven (mvn) is needed once, to fetch ${set.title}, and is not on the PATH. Install it (for example: apt install maven), then start again.`,
    );
  }
  if (result.code === 0 && readdirSync(folder).length > 0) return;
  throw new LocalError(
    'LF-LOCAL-JARS-FAILED',
    `Maven could not fetch ${set.title}:\n${result.tail}\nCheck the network and Maven's settings (~/.m2/settings.xml), then start again.`,
  );
}

async function compileLauncher(set: JarSet, jdk: Jdk, home: string): Promise<void> {
  const source = join(sourceOf(set), `${set.launcher}.java`);
  const classes = join(home, 'classes');
  const args = ['--release', String(set.release), '-cp', join(home, 'lib', '*'), '-d', classes, source];
  const extra = set.name === 'elasticsearch' ? ['-proc:none'] : [];
  const result = await runTool(join(jdk.home, 'bin', 'javac'), [...extra, ...args]);
  if (result !== 'missing' && result.code === 0) return;
  const tail = result === 'missing' ? '    javac is missing' : result.tail;
  throw new LocalError(
    'LF-LOCAL-JARS-FAILED',
    `The starter of ${set.title} did not compile:\n${tail}\nInstall another JDK.`,
  );
}

/** Elasticsearch loads its HTTP transport as a module folder, whose jars may not be on the module path as well. */
function makeTransportModule(home: string): void {
  const lib = join(home, 'lib');
  const module = join(home, 'modules', TRANSPORT);
  mkdirSync(module, { recursive: true });
  mkdirSync(join(home, 'plugins'), { recursive: true });
  for (const jar of readdirSync(lib)) {
    if (/^(transport-netty4|netty-|elasticsearch-ssl-config)/.test(jar)) renameSync(join(lib, jar), join(module, jar));
  }
  const descriptor = {
    description: 'HTTP transport',
    version: VERSION,
    name: TRANSPORT,
    classname: 'org.elasticsearch.transport.netty4.Netty4Plugin',
    modulename: 'org.elasticsearch.transport.netty4',
    'java.version': '21',
    'elasticsearch.version': VERSION,
  };
  const lines = Object.entries(descriptor).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(module, 'plugin-descriptor.properties'), lines.join(''));
}
