import { Agent, request } from 'node:http';

/** What came of questions. Milliseconds. */
export interface Answers {
  /** From the instant at which each was due, so that a server that stands still is not let off. */
  readonly delays: readonly number[];
  /** Answers that were not 200, and questions without an answer. */
  readonly failed: number;
}

/** A question by GET. */
export interface Question {
  readonly address: string;
  readonly path: string;
  readonly cookie: string;
}

const TIMEOUT_MS = 30_000;

/**
 * Asks at an even rate whether or not answers have come (an open loop): a closed one would ask less when the server is slow.
 * @param rate questions a second
 */
export async function askAtRate(
  { address, path, cookie }: Question,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const delays: number[] = [];
  let failed = 0;
  const began = performance.now();
  const all = rate * seconds;
  const under: Promise<void>[] = [];
  const ask = async (due: number): Promise<void> => {
    const isAnswered = await answered(agent, new URL(path, address), cookie);
    if (isAnswered) delays.push(performance.now() - due);
    else failed += 1;
  };
  await new Promise<void>((resolve) => {
    let asked = 0;
    const timer = setInterval(() => {
      const dueUntil = Math.min(all, Math.floor(((performance.now() - began) * rate) / 1_000));
      for (; asked < dueUntil; asked += 1) under.push(ask(began + (asked * 1_000) / rate));
      if (asked < all) return;
      clearInterval(timer);
      resolve();
    }, 2);
  });
  await Promise.all(under);
  agent.destroy();
  return { delays, failed };
}

/** Asks one after the other. */
export async function askInTurn({ address, path, cookie }: Question, times: number): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const delays: number[] = [];
  let failed = 0;
  for (let turn = 0; turn < times; turn += 1) {
    const began = performance.now();
    if (await answered(agent, new URL(path, address), cookie)) delays.push(performance.now() - began);
    else failed += 1;
  }
  agent.destroy();
  return { delays, failed };
}

function answered(agent: Agent, url: URL, cookie: string): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, headers: { cookie }, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
      response.on('error', () => resolve(false));
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(false));
    sent.end();
  });
}
