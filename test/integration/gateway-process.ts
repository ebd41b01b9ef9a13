import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@lianfang/local';
import { PURPOSE_HEADER } from '@lianfang/contract';
import {
  ANALYST,
  eventually,
  LEAD,
  makeGatewayTopics,
  TestSessions,
  testServers,
  type TestPerson,
} from '@lianfang/testing';

/** A gateway as an operator runs it: its own process, built from this checkout, its figures loaded. */
export interface GatewayProcess {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Asks as an analyst of the centre, or as somebody else, and says why. */
  get(path: string, person?: TestPerson): Promise<Response>;
  json<T>(path: string, person?: TestPerson): Promise<T>;
  /** Writes, as the dashboard of a lead of the centre does. */
  post(path: string, body: unknown, person?: TestPerson): Promise<Response>;
  /** The header `Cookie` of somebody who is signed in. */
  cookie(person: TestPerson): Promise<string>;
  end(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Starts a gateway on the servers of this run and waits until it is ready. */
export async function startGateway(
  prefix: string,
  more: Record<string, string> = {},
  makeTopics = makeGatewayTopics,
): Promise<GatewayProcess> {
  const { brokers, node } = testServers();
  await makeTopics(brokers, `${prefix}.`);
  const port = more['PORT'] ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-gateway-'));
  const sessions = new TestSessions(folder);
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/gateway/main.js'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      ...process.env,
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: node,
      PORT: String(port),
      LIANFANG_DIRECTORY: 'deploy/local/demonstration/directory.yaml',
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
      ...sessions.environment,
      ...more,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = async (): Promise<boolean> => (await fetch(`${url}/health/ready`)).status === 200;
  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const get = async (path: string, person = ANALYST): Promise<Response> =>
    fetch(url + path, { headers: { cookie: await sessions.cookie(person), [PURPOSE_HEADER]: 'test' } });
  await eventually(ready, { because: 'the gateway loads its figures', timeoutMs: 60_000, everyMs: 250 }).catch(
    async (problem: unknown) => {
      await end();
      throw problem;
    },
  );
  const post = async (path: string, body: unknown, person = LEAD): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie: await sessions.cookie(person) },
      body: JSON.stringify(body),
    });
  return {
    url,
    get,
    post,
    json: async <T>(path: string, person?: TestPerson): Promise<T> => (await (await get(path, person)).json()) as T,
    cookie: (person) => sessions.cookie(person),
    end,
  };
}
