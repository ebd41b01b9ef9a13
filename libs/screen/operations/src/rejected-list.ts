import { Injectable, computed, inject, signal } from '@angular/core';
import type { RejectedItem, RejectedPlace } from '@lianfang/contract';
import { OperationsSource, ServerClock, type RejectedFilter } from '@lianfang/screen/data-access';

/** A list that nobody looks further back in is asked for again this often (milliseconds). */
const REFRESH_EVERY = 15_000;

function placeKey({ topic, epoch, partition, offset }: RejectedPlace): string {
  return `${topic}/${epoch}/${partition}/${offset}`;
}

/** Adds what is older; a repeat of what is there already is dropped. */
export function joined(known: readonly RejectedItem[], older: readonly RejectedItem[]): RejectedItem[] {
  const keys = new Set(known.map(({ place }) => placeKey(place)));
  return [...known, ...older.filter(({ place }) => !keys.has(placeKey(place)))];
}

/** The rejected records on screen: the newest by a filter, and older ones when they are asked for. */
@Injectable()
export class RejectedList {
  private readonly source = inject(OperationsSource);
  private readonly clock = inject(ServerClock);
  private readonly shown = signal<readonly RejectedItem[] | null>(null);
  private readonly next = signal<string | null>(null);
  private readonly since = signal<number | null>(null);
  private readonly looked = signal(0);
  private readonly failing = signal(false);
  private readonly asking = signal(false);
  private readonly chosen = signal<RejectedFilter>({});
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private pages = 0;

  readonly items = this.shown.asReadonly();
  readonly filter = this.chosen.asReadonly();
  readonly at = this.since.asReadonly();
  readonly failed = this.failing.asReadonly();
  readonly loading = this.asking.asReadonly();
  /** Letters that were looked at for what is shown. */
  readonly scanned = this.looked.asReadonly();
  readonly hasOlder = computed(() => this.next() !== null);
  readonly isFiltered = computed(() => Object.values(this.chosen()).some((value) => value !== undefined));

  start(): void {
    void this.refresh();
  }

  stop(): void {
    this.turn += 1;
    clearTimeout(this.timer);
  }

  choose(filter: RejectedFilter): void {
    this.chosen.set(filter);
    this.shown.set(null);
    void this.refresh();
  }

  async refresh(): Promise<void> {
    await this.ask(null);
  }

  async loadOlder(): Promise<void> {
    const cursor = this.next();
    if (cursor !== null && !this.asking()) await this.ask(cursor);
  }

  private async ask(cursor: string | null, unattended = false): Promise<void> {
    clearTimeout(this.timer);
    this.turn += 1;
    const { turn } = this;
    this.asking.set(true);
    const answer = await this.source.list(this.chosen(), cursor, unattended);
    if (turn !== this.turn) return;
    this.asking.set(false);
    this.failing.set(answer.kind !== 'answer');
    if (answer.kind === 'answer') {
      const { items, scanned } = answer.value;
      this.shown.update((known) => (cursor === null ? items : joined(known ?? [], items)));
      this.looked.update((before) => (cursor === null ? scanned : before + scanned));
      this.next.set(answer.value.cursor);
      this.pages = cursor === null ? 1 : this.pages + 1;
      if (cursor === null) this.since.set(this.clock.now());
    }
    this.timer = setTimeout(() => void this.again(), REFRESH_EVERY);
  }

  /** Who has gone back keeps what is on screen; the refresh button brings the newest. */
  private async again(): Promise<void> {
    if (this.pages <= 1) await this.ask(null, true);
  }
}
