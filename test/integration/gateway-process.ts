import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort } from '@lianfang/local';
import { eventually, testServers } from '@lianfang/testing';

/** A gateway as an operator runs it: its own process, built from this checkout, its figures loaded. */
export interface GatewayProcess {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  json<T>(path: string): Promise<T>;
  end(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Starts a gateway on the servers of this run and waits until it is ready. */
export async function startGateway(prefix: string, more: Record<string, string> = {}): Promise<GatewayProcess> {
  const { brokers, node } = testServers();
  const port = await freePort();
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
      ...more,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = async (): Promise<boolean> => (await fetch(`${url}/health/ready`)).status === 200;
  const end = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  await eventually(ready, { because: 'the gateway loads its figures', timeoutMs: 60_000, everyMs: 250 }).catch(
    async (problem: unknown) => {
      await end();
      throw problem;
    },
  );
  return { url, json: async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T, end };
}
