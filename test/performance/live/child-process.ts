import { fork, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { lastLines } from '@lianfang/local';

/** What a program can be asked: by name, its question and its answer. */
export type Questions<Q> = { [K in keyof Q]: { readonly question: unknown; readonly answer: unknown } };

interface Asked {
  readonly number: number;
  readonly name: string;
  readonly question: unknown;
}

interface Answered {
  readonly number: number;
  readonly answer?: unknown;
  readonly problem?: string;
}

/** A program of the bench in a process of its own. */
export interface BenchChild<Q extends Questions<Q>> {
  readonly pid: number;
  /** @throws what the program says, or that it has died. */
  ask<K extends keyof Q & string>(
    name: K,
    ...question: Q[K]['question'] extends undefined ? [] : [Q[K]['question']]
  ): Promise<Q[K]['answer']>;
  stop(): Promise<void>;
}

/** How it is started. */
export interface ChildPlan {
  readonly program: string;
  /** Of Node. */
  readonly flags: readonly string[];
  /** Takes its output. */
  readonly logFile: string;
}

/** Starts a program that {@link answerQuestions}. It ends with this process. */
export function startBenchChild<Q extends Questions<Q>>({ program, flags, logFile }: ChildPlan): BenchChild<Q> {
  const log = openSync(logFile, 'a');
  const child = fork(program, {
    execArgv: ['--enable-source-maps', ...flags],
    serialization: 'advanced',
    stdio: ['ignore', log, log, 'ipc'],
  });
  const waiting = new Map<number, { done: (answer: unknown) => void; fail: (problem: Error) => void }>();
  let last = 0;
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const died = (): Error =>
    new Error(
      `LF-BENCH-CHILD: ${program} ended by itself:\n${lastLines(logFile, 15)}\nPut right what it names, and start again.`,
    );
  child.on('message', (message: Answered) => {
    const asked = waiting.get(message.number);
    waiting.delete(message.number);
    if (message.problem === undefined) asked?.done(message.answer);
    else asked?.fail(new Error(message.problem));
  });
  child.once('exit', () => waiting.forEach(({ fail }) => fail(died())));
  return {
    pid: child.pid ?? 0,
    ask: (name, ...[question]) =>
      new Promise<never>((done, fail) => {
        if (child.exitCode !== null || child.signalCode !== null) return fail(died());
        last += 1;
        waiting.set(last, { done: done as (answer: unknown) => void, fail });
        child.send({ number: last, name, question } satisfies Asked);
      }),
    stop: () => stopped(child, exited),
  };
}

async function stopped(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect();
  await exited;
}

/** In the program: answers one by one, and ends the process when nobody is there to ask any more. */
export function answerQuestions<Q extends Questions<Q>>(answers: {
  [K in keyof Q]: (question: Q[K]['question']) => Promise<Q[K]['answer']> | Q[K]['answer'];
}): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', ({ number, name, question }: Asked) => {
    const answer = async (): Promise<unknown> => answers[name as keyof Q](question);
    answer().then(
      (value) => process.send?.({ number, answer: value } satisfies Answered),
      (problem: unknown) => process.send?.({ number, problem: problemText(problem) } satisfies Answered),
    );
  });
}

function problemText(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}
