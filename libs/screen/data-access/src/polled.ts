import { signal, type Signal } from '@angular/core';
import type { z } from 'zod';
import type { ServerDoor } from './server-door';

/** Something that is asked for again and again while somebody looks. */
export interface PolledSettings<T> {
  readonly path: () => string;
  readonly schema: z.ZodType<T>;
  /** Milliseconds between two questions. */
  readonly every: number;
}

/** The last answer to a question that is asked again and again, and how it goes. A failed question keeps the answer. */
export class Polled<T> {
  private readonly current = signal<T | null>(null);
  private readonly since = signal<number | null>(null);
  private readonly failing = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  readonly value: Signal<T | null> = this.current.asReadonly();
  /** When the answer came (server's clock, milliseconds), or null before the first. */
  readonly at = this.since.asReadonly();
  /** True after a failed question, until one is answered. */
  readonly failed = this.failing.asReadonly();

  constructor(
    private readonly settings: PolledSettings<T>,
    private readonly door: Pick<ServerDoor, 'ask' | 'clock' | 'pause'>,
  ) {}

  /** Asks now, and from now on every so often. */
  start(): void {
    void this.refresh();
  }

  stop(): void {
    this.turn += 1;
    clearTimeout(this.timer);
  }

  /** Asks now; an answer to an older question no longer counts. */
  refresh(): Promise<void> {
    return this.ask(false);
  }

  /** Forgets the answer: the question is another one now. */
  clear(): void {
    this.current.set(null);
    this.since.set(null);
  }

  private async ask(unattended: boolean): Promise<void> {
    clearTimeout(this.timer);
    // Who paused the page asks for nothing by a timer; what they ask for themselves is answered.
    if (unattended && this.door.pause.on()) {
      this.timer = setTimeout(() => void this.ask(true), this.settings.every);
      return;
    }
    this.turn += 1;
    const { turn } = this;
    const answer = await this.door.ask(this.settings.path(), this.settings.schema, { unattended });
    if (turn !== this.turn) return;
    this.failing.set(answer.kind !== 'answer');
    if (answer.kind === 'answer') {
      this.door.clock.learn(answer.date);
      this.current.set(answer.value);
      this.since.set(this.door.clock.now());
    }
    this.timer = setTimeout(() => void this.ask(true), this.settings.every);
  }
}
