import { Injectable, computed, inject, signal } from '@angular/core';
import { PURPOSE_NEEDED, type EvidenceItem, type EvidencePage } from '@lianfang/contract';
import { EvidenceSource, ServerClock, type Answer } from '@lianfang/screen/data-access';
import { questionOf, type Asked } from './evidence-address';
import { EvidencePurpose } from './evidence-purpose';

/** Why there is no list. `refused`: the server says what to ask instead. */
export type Refusal = 'no-county' | 'refused' | 'forbidden' | 'failed';

/** The kept events on screen: the newest of what was asked for, and earlier ones when they are wanted. */
@Injectable()
export class EvidenceList {
  private readonly source = inject(EvidenceSource);
  private readonly clock = inject(ServerClock);
  private readonly purpose = inject(EvidencePurpose);
  private readonly shown = signal<readonly EvidenceItem[] | null>(null);
  private readonly first = signal<EvidencePage | null>(null);
  private readonly next = signal<string | null>(null);
  private readonly since = signal<number | null>(null);
  private readonly asking = signal(false);
  private readonly refused = signal<{ kind: Refusal; detail: string } | null>(null);
  private question: ReturnType<typeof questionOf> | null = null;
  private turn = 0;

  /** Null before the first answer. */
  readonly items = this.shown.asReadonly();
  /** What was said with the first page: counts, range and ages. */
  readonly told = this.first.asReadonly();
  /** When it was asked for (server's clock, milliseconds). */
  readonly at = this.since.asReadonly();
  readonly loading = this.asking.asReadonly();
  readonly refusal = this.refused.asReadonly();
  readonly hasMore = computed(() => this.next() !== null);

  /** Another list: what was shown goes. */
  async ask(asked: Asked): Promise<void> {
    this.question = questionOf(asked, this.clock.now());
    this.shown.set(null);
    this.first.set(null);
    await this.load(null);
  }

  /** Nothing is asked any more; an answer on its way counts no longer. */
  clear(): void {
    this.turn += 1;
    this.asking.set(false);
    this.shown.set(null);
    this.first.set(null);
    this.refused.set(null);
  }

  /** The next page of the same range: a list that goes on to now does not move while one reads on. */
  async more(): Promise<void> {
    const cursor = this.next();
    if (cursor !== null && !this.asking()) await this.load(cursor);
  }

  private async load(cursor: string | null): Promise<void> {
    if (this.question === null) return;
    this.turn += 1;
    const { turn } = this;
    this.asking.set(true);
    if (cursor === null) this.refused.set(null);
    const answer = await this.source.list(this.question, cursor, this.purpose.given() ?? undefined);
    if (turn !== this.turn) return;
    this.asking.set(false);
    if (answer.kind === 'answer') this.take(answer, cursor);
    else if (answer.kind === 'problem' && answer.problem.title === PURPOSE_NEEDED) this.purpose.forget();
    else this.refused.set(refusalOf(answer));
  }

  private take({ value, date }: Extract<Answer<EvidencePage>, { kind: 'answer' }>, cursor: string | null): void {
    this.clock.learn(date);
    this.refused.set(null);
    this.next.set(value.cursor);
    if (cursor === null) {
      this.first.set(value);
      this.since.set(this.clock.now());
    }
    this.shown.update((known) => (cursor === null ? value.items : joined(known ?? [], value.items)));
  }
}

/** Adds what is earlier; a repeat of what is there already is dropped. */
function joined(known: readonly EvidenceItem[], more: readonly EvidenceItem[]): readonly EvidenceItem[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
}

function refusalOf(answer: Answer<unknown>): { kind: Refusal; detail: string } {
  if (answer.kind !== 'problem') return { kind: 'failed', detail: '' };
  const { status, detail } = answer.problem;
  const kinds: Readonly<Record<number, Refusal>> = { 400: 'refused', 403: 'forbidden', 404: 'no-county' };
  return { kind: kinds[status] ?? 'failed', detail: status === 400 ? detail : '' };
}
