import { Injectable, computed, inject, signal } from '@angular/core';
import type { BreakdownAnswer, Dimension } from '@lianfang/contract';
import { ExploreSource, ServerClock, type Answer } from '@lianfang/screen/data-access';
import { piecesOf, type Piece, type Plan } from './explore-range';
import { resultOf, type Result, type Told } from './explore-result';

/** What is asked: a plan, what narrows it, and what it is told apart by. */
export interface Order {
  readonly plan: Plan;
  readonly filters: Readonly<Record<string, string>>;
  readonly by: Dimension | null;
}

/** Why pieces are missing. `detail`: what the server says of it, where it said something. */
export interface Failure {
  readonly kind: 'refused' | 'forbidden' | 'busy' | 'failed';
  readonly detail: string;
}

const AT_ONCE = 2;

/** Asks a range piece by piece, a few at once; what came is shown, and what is missing is named. */
@Injectable()
export class ExploreRun {
  private readonly source = inject(ExploreSource);
  private readonly clock = inject(ServerClock);
  private readonly shown = signal<Result | null>(null);
  private readonly order = signal<Order | null>(null);
  private readonly steps = signal({ done: 0, of: 0 });
  private readonly asking = signal(false);
  private readonly ended = signal(false);
  private readonly failing = signal<Failure | null>(null);
  private readonly since = signal<number | null>(null);
  private controller = new AbortController();

  /** Null before the first piece. */
  readonly result = this.shown.asReadonly();
  readonly progress = this.steps.asReadonly();
  readonly running = this.asking.asReadonly();
  /** Whoever looks ended it. */
  readonly cancelled = this.ended.asReadonly();
  readonly failure = this.failing.asReadonly();
  /** When it was asked (server's clock, milliseconds). */
  readonly at = this.since.asReadonly();
  readonly isPartial = computed(() => !this.asking() && (this.shown()?.missing.length ?? 0) > 0);

  /** Another question. `quiet`: the same once more; what is shown stays until all of it is there. */
  async ask(order: Order, quiet = false): Promise<void> {
    this.controller.abort();
    const controller = new AbortController();
    this.controller = controller;
    const isQuiet = quiet && this.shown() !== null;
    this.order.set(order);
    if (!isQuiet) this.shown.set(null);
    this.ended.set(false);
    this.failing.set(null);
    this.asking.set(true);
    const pieces = piecesOf(order.plan);
    this.steps.set({ done: 0, of: pieces.length + (order.by === null ? 0 : 1) });
    const breakdown = await this.keysOf(order, controller.signal, isQuiet);
    if (controller !== this.controller) return;
    if (breakdown !== undefined) await this.read(order, { pieces, breakdown, controller, isQuiet });
    if (controller !== this.controller) return;
    this.asking.set(false);
    if (!controller.signal.aborted) this.since.set(this.clock.now());
  }

  /** What came stays; nothing more is asked. */
  cancel(): void {
    if (!this.asking()) return;
    this.ended.set(true);
    this.controller.abort();
  }

  /** The same question, whole. */
  async again(): Promise<void> {
    const order = this.order();
    if (order !== null) await this.ask(order);
  }

  /** Nothing is asked any more, and nothing shown. */
  clear(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.shown.set(null);
    this.asking.set(false);
    this.failing.set(null);
    this.ended.set(false);
  }

  /** The keys of the whole range; null where nothing is told apart, undefined where they did not come. */
  private async keysOf(
    { plan, filters, by }: Order,
    signal: AbortSignal,
    unattended: boolean,
  ): Promise<BreakdownAnswer | null | undefined> {
    if (by === null) return null;
    const answer = await this.source.keys({ from: plan.from, to: plan.to, filters, by }, { signal, unattended });
    if (signal.aborted) return undefined;
    if (answer.kind !== 'answer') {
      this.failing.set(failureOf(answer));
      return undefined;
    }
    this.clock.learn(answer.date);
    this.steps.update(({ done, of }) => ({ done: done + 1, of }));
    return answer.value;
  }

  private async read(
    order: Order,
    work: {
      readonly pieces: readonly Piece[];
      readonly breakdown: BreakdownAnswer | null;
      readonly controller: AbortController;
      readonly isQuiet: boolean;
    },
  ): Promise<void> {
    const { pieces, breakdown, controller, isQuiet } = work;
    const told: Told[] = pieces.map((piece) => ({ piece, answer: null }));
    const keys = breakdown?.items.map(({ key }) => key) ?? [];
    const show = (): void => {
      if (controller === this.controller) this.shown.set(resultOf(order.plan, told, breakdown));
    };
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < pieces.length && !controller.signal.aborted) {
        const at = next++;
        const piece = pieces[at];
        if (piece === undefined) return;
        const { filters, by } = order;
        const question = { from: piece.from, to: piece.to, filters, by, interval: order.plan.interval, keys };
        const answer = await this.source.series(question, { signal: controller.signal, unattended: isQuiet });
        if (controller.signal.aborted || controller !== this.controller) return;
        if (answer.kind === 'answer') {
          this.clock.learn(answer.date);
          told[at] = { piece, answer: answer.value };
        } else this.failing.set(failureOf(answer));
        this.steps.update(({ done, of }) => ({ done: done + 1, of }));
        if (!isQuiet) show();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    // A repetition that failed leaves what is there.
    const isWorse = isQuiet && told.some(({ answer }) => answer === null);
    if (!isWorse) show();
  }
}

function failureOf(answer: Exclude<Answer<unknown>, { kind: 'answer' }>): Failure {
  if (answer.kind === 'unreachable') return { kind: 'failed', detail: '' };
  const { status, detail } = answer.problem;
  const kinds: Readonly<Record<number, Failure['kind']>> = {
    400: 'refused',
    403: 'forbidden',
    429: 'busy',
    503: 'busy',
  };
  const kind = kinds[status] ?? 'failed';
  return { kind, detail: kind === 'refused' ? detail : '' };
}
