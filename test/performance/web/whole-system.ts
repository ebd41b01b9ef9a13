import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, repositoryRoot, waitUntil } from '@lianfang/local';
import type { Browser, BrowserContext } from 'playwright-core';

const START_MS = 600_000;
const SIGN_IN_MS = 60_000;
/** Somebody of the centre, of the demonstration. */
const ANALYST = 'lin-yichun';

/** What `npm start` makes, with somebody signed in. */
export interface WholeSystem {
  readonly address: string;
  readonly elasticsearch: string;
  /** Cookies of an analyst of the centre. */
  readonly state: Awaited<ReturnType<BrowserContext['storageState']>>;
  stop(): Promise<void>;
}

/** Starts all of it, as a person does, in a folder of its own; limits of requests are out of the way. */
export async function startWholeSystem(browser: Browser, folder: string): Promise<WholeSystem> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ['deploy/local/bootstrap.mjs', 'start', '--port', String(port), '--data', join(folder, 'data')],
    {
      cwd: repositoryRoot(),
      env: { ...process.env, LIANFANG_RATE_PERSON: '1000000' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(join(folder, 'start.log'));
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false });
  const stop = (): Promise<void> => stopChild(child);
  try {
    await waitUntil(
      () => {
        if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}; see ${folder}/start.log`);
        return Promise.resolve(output.includes(address) ? true : undefined);
      },
      { timeoutMs: START_MS, what: 'npm start to say that it runs' },
    );
    const elasticsearch = /Elasticsearch (http:\S+)/.exec(output)?.[1];
    if (elasticsearch === undefined) throw new Error('npm start did not say where Elasticsearch is.');
    return { address, elasticsearch, state: await signIn(browser, address), stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function signIn(browser: Browser, address: string): Promise<WholeSystem['state']> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${address}/auth/sign-in?return=/`);
    await page.locator(`button[value="${ANALYST}"]`).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/identity'), { timeout: SIGN_IN_MS });
    return await context.storageState();
  } finally {
    await context.close();
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGINT');
  await closed;
}
