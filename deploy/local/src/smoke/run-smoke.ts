import { setTimeout as delay } from 'node:timers/promises';
import { totalView } from '@lianfang/contract';
import { loadConfig } from '@lianfang/platform/config';
import { createKafka, createKafkaLogWriter, kafkaEnvironment } from '@lianfang/platform/kafka';
import { z } from 'zod';
import type { Progress } from '../process/progress';
import type { LocalSystem } from '../system/start-system';
import { fileRecords, type RecordFile } from './file-records';
import { FrameTotal } from './frame-total';
import { type ExpectedFigures, knownEvents } from './known-events';
import { programToken } from './program-token';
import { type StoredFigures, storedFigures } from './stored-figures';

/** The one line that a smoke run prints. */
export interface SmokeReport extends ExpectedFigures {
  readonly sent: number;
  readonly restTotal: number | null;
  readonly frameTotal: number | null;
  /** From the first record sent until all figures agreed (or time was up). */
  readonly seconds: number;
}

/** What a run came to. */
export interface SmokeResult {
  readonly report: SmokeReport;
  /** What is wrong, in words; empty when all figures agree. */
  readonly problems: readonly string[];
}

/** What a run needs. */
export interface SmokeOptions {
  readonly system: LocalSystem;
  readonly topic: string;
  readonly file: RecordFile | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

interface Seen {
  readonly stored: StoredFigures | undefined;
  readonly restTotal: number | undefined;
  readonly frameTotal: number | undefined;
  readonly problem: string | undefined;
}

const LOOK_EVERY_MS = 500;
/** Time to agree after everything is sent: a part for starting up and a part for the work. */
const PATIENCE_MS = 60_000;
const PATIENCE_MS_PER_RECORD = 2;

/** Sends the records and waits until REST, Elasticsearch and a frame all show what was sent. */
export async function runSmoke(options: SmokeOptions): Promise<SmokeResult> {
  const { system, progress, signal } = options;
  const token = await programToken(system.address, system.smokeSecret);
  const frames = new FrameTotal(system.address, token);
  const began = performance.now();
  try {
    const { sent, expected } = await send(options);
    progress(`${sent} records are sent; waiting until all figures agree`);
    await frames.open();
    const end = Date.now() + PATIENCE_MS + sent * PATIENCE_MS_PER_RECORD;
    let agreed = false;
    for (;;) {
      signal.throwIfAborted();
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const seen = await look({ system, token, frames });
      const problems = problemsOf(seen, sent, expected);
      // Twice in a row: a figure that is about to overshoot is not right.
      if (problems.length === 0 && agreed) return { report: reportOf(seen, sent, seconds), problems };
      agreed = problems.length === 0;
      if (Date.now() > end) return { report: reportOf(seen, sent, seconds), problems };
      await delay(agreed ? 2 * LOOK_EVERY_MS : LOOK_EVERY_MS);
    }
  } finally {
    frames.close();
  }
}

async function send({ system, topic, file }: SmokeOptions): Promise<{ sent: number; expected?: ExpectedFigures }> {
  const settings = loadConfig(z.object(kafkaEnvironment), { ...system.servers });
  const writer = createKafkaLogWriter(createKafka(settings, 'lianfang-smoke'));
  await writer.connect();
  try {
    if (file === undefined) {
      const { records, expected } = knownEvents();
      await writer.append(topic, records);
      return { sent: records.length, expected };
    }
    let sent = 0;
    for await (const records of fileRecords(file)) {
      await writer.append(topic, records);
      sent += records.length;
    }
    return { sent };
  } finally {
    await writer.close();
  }
}

interface Sources {
  readonly system: LocalSystem;
  readonly token: string;
  readonly frames: FrameTotal;
}

async function look({ system, token, frames }: Sources): Promise<Seen> {
  const problems: string[] = [];
  const attempt = async <T>(ask: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (problem) {
      // Not there yet; told when it never comes.
      problems.push(problem instanceof Error ? problem.message : String(problem));
      return undefined;
    }
  };
  const stored = await attempt(() => storedFigures(system.servers.ELASTICSEARCH_NODE));
  const restTotal = await attempt(() => totalByRest(system.address, token));
  const frameTotal = await attempt(() => frames.total());
  return { stored, restTotal, frameTotal, problem: problems[0] };
}

async function totalByRest(address: string, token: string): Promise<number> {
  const answer = await fetch(`${address}/api/v1/total`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`GET /api/v1/total: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return totalView.parse(await answer.json()).total;
}

function problemsOf(seen: Seen, sent: number, expected: ExpectedFigures | undefined): readonly string[] {
  const { stored, restTotal, frameTotal, problem } = seen;
  if (stored === undefined) return [problem ?? 'Elasticsearch shows nothing'];
  const { counted, duplicate, ignored, rejected, skipped, lost, total } = stored;
  const problems: string[] = [];
  const want = (what: string, is: number | undefined, should: number): void => {
    if (is !== should) problems.push(`${what} is ${is ?? 'not there'} and should be ${should}`);
  };
  want('counted + duplicate + ignored + rejected', counted + duplicate + ignored + rejected, sent);
  want('skipped', skipped, 0);
  want('lost', lost, 0);
  for (const name of ['counted', 'duplicate', 'ignored', 'rejected'] as const) {
    if (expected !== undefined) want(name, stored[name], expected[name]);
  }
  want('the sum of minute rows in Elasticsearch', total, counted);
  want('the total of REST', restTotal, counted);
  want('the total of the frame', frameTotal, counted);
  return problem === undefined || problems.length === 0 ? problems : [...problems, problem];
}

function reportOf({ stored, restTotal, frameTotal }: Seen, sent: number, seconds: number): SmokeReport {
  const { counted = 0, duplicate = 0, ignored = 0, rejected = 0 } = stored ?? {};
  return {
    sent,
    counted,
    duplicate,
    ignored,
    rejected,
    restTotal: restTotal ?? null,
    frameTotal: frameTotal ?? null,
    seconds,
  };
}
