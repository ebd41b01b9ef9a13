import { createHash } from 'node:crypto';
import type { FirstAnswer } from '@lianfang/contract';
import type { FirstAnswerStore, HeldAnswer } from '@lianfang/store';
import { ProblemError } from '../api/problem-error';

/** A write that came with a key. */
export interface KeyedWrite {
  /** Who writes: a person or a program. */
  readonly who: string;
  /** Whose they are: five digits, or the centre. */
  readonly county: string;
  /** `POST /api/v1/rejected/:id/resend` */
  readonly route: string;
  readonly key: string;
  /** What is asked: the address and the body. */
  readonly asked: string;
}

/** What was answered. A refusal is kept too: it is the answer. */
export type Answered =
  | { readonly body: unknown }
  | { readonly refusal: { readonly status: number; readonly title: string; readonly detail: string } };

/** What first answers are kept with. */
export interface FirstAnswerParts {
  readonly store: FirstAnswerStore;
  /** Names this run of this gateway. */
  readonly owner: string;
  readonly now: () => number;
  /** How long a lock holds unless it is renewed, milliseconds. */
  readonly lockMs?: number;
}

/** First answers are kept for so long; then a key is new. */
const KEPT_MS = 24 * 3_600_000;
const LOCK_MS = 30_000;

/**
 * Does a write once for each key (draft-ietf-httpapi-idempotency-key-header): whoever comes again with it gets the first
 * answer. The lock and the answer are one document that all gateways see. A gateway that ends in between leaves a lock that
 * runs out; then the write is done again by who comes with the key, and what it did before it ended is for the write itself
 * to know.
 */
export class FirstAnswerDesk {
  constructor(private readonly parts: FirstAnswerParts) {}

  /** @throws ProblemError: 422 the key was used for something else, 409 it is being answered; and what `work` throws */
  async once(
    write: KeyedWrite,
    work: () => Promise<Answered>,
  ): Promise<{ readonly answer: Answered; readonly isFirst: boolean }> {
    const id = digest(JSON.stringify([write.who, write.route, write.key]));
    const lock = this.lockFor(write);
    const before = await this.parts.store.read(id);
    const answer = before && this.answerIn(before, lock);
    if (answer) return { answer, isFirst: false };
    const held = before ? await this.parts.store.replace(id, before, lock) : await this.parts.store.create(id, lock);
    // Somebody else was faster, with this key, just now.
    if (!held) throw stillRunning();
    return { answer: await this.holding(id, held, work), isFirst: true };
  }

  /** Drops what nobody may ask for again. */
  forget(): Promise<void> {
    return this.parts.store.forget(this.parts.now() - KEPT_MS);
  }

  /** @returns undefined where the write is to be done: the key is new again, or its lock ran out */
  private answerIn({ held }: HeldAnswer, lock: FirstAnswer): Answered | undefined {
    const now = this.parts.now();
    if (held.begun <= now - KEPT_MS) return undefined;
    if (held.asked !== lock.asked) throw usedForSomethingElse();
    if (held.state === 'done') return JSON.parse(held.answer ?? 'null') as Answered;
    if (held.until > now) throw stillRunning();
    return undefined;
  }

  private async holding(id: string, lock: HeldAnswer, work: () => Promise<Answered>): Promise<Answered> {
    const { store, now, lockMs = LOCK_MS } = this.parts;
    let held: HeldAnswer | undefined = lock;
    let renewing = Promise.resolve();
    const renew = async (): Promise<void> => {
      if (!held) return;
      held = await this.replaceOwn(id, held, { ...held.held, until: now() + lockMs });
    };
    const timer = setInterval(() => {
      renewing = renewing.then(renew);
    }, lockMs / 3);
    timer.unref();
    const end = async (keep: (mine: HeldAnswer) => Promise<unknown>): Promise<void> => {
      clearInterval(timer);
      await renewing;
      if (held) await keep(held);
    };
    try {
      const answer = await work();
      // What was done is answered, also where it can't be kept: then the lock runs out.
      const done: FirstAnswer = { ...lock.held, state: 'done', until: 0, answer: JSON.stringify(answer) };
      await end((mine) => this.replaceOwn(id, mine, done));
      return answer;
    } catch (error) {
      // It failed, which is no answer: whoever comes again tries again.
      await end((mine) => store.remove(id, mine).catch(() => undefined));
      throw error;
    }
  }

  /**
   * Puts another in the place of what is ours. Elasticsearch may have done an earlier try of which we never heard: then this
   * state of it is no longer known there, and what is there is read again before it is taken for somebody else's.
   * @returns what is there now, as far as is known; undefined where it is not ours any more
   */
  private async replaceOwn(id: string, mine: HeldAnswer, next: FirstAnswer): Promise<HeldAnswer | undefined> {
    const { store } = this.parts;
    try {
      const replaced = await store.replace(id, mine, next);
      if (replaced) return replaced;
      const found = await store.read(id);
      const isOurs = found?.held.owner === mine.held.owner && found.held.begun === mine.held.begun;
      return isOurs ? ((await store.replace(id, found, next)) ?? mine) : undefined;
    } catch {
      // What became of it is not known: the next try finds out.
      return mine;
    }
  }

  private lockFor({ county, asked }: KeyedWrite): FirstAnswer {
    const { owner, now, lockMs = LOCK_MS } = this.parts;
    const begun = now();
    return { county, asked: digest(asked), state: 'running', owner, until: begun + lockMs, begun, answer: null };
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function usedForSomethingElse(): ProblemError {
  return new ProblemError(
    422,
    'The key was used for something else',
    'This Idempotency-Key came with another request before. Make a new key for each thing that you want done.',
  );
}

function stillRunning(): ProblemError {
  return new ProblemError(
    409,
    'Still being done',
    'The first request with this Idempotency-Key is not answered yet. Send it again in a moment, with the same key.',
    { 'retry-after': '2' },
  );
}
