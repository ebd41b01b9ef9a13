import { Injectable, computed, inject, signal } from '@angular/core';
import type { AuditItem } from '@lianfang/contract';
import { AuditSource, ServerClock, type AuditFilter } from '@lianfang/screen/data-access';

/** The newest page is asked for again this often (milliseconds): a county sees a look within a minute. */
const REFRESH_EVERY = 30_000;
/** What is shown may leave out much of a page: so many are asked for at once until there is something more. */
const MOST_PAGES = 5;

function unlike(items: readonly AuditItem[], known: readonly AuditItem[]): AuditItem[] {
  const ids = new Set(known.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}

/** The newest page on top of what is there; where they no longer meet, the page alone: a gap would look whole. */
export function withNewest(known: readonly AuditItem[], newest: readonly AuditItem[]): AuditItem[] {
  const older = unlike(known, newest);
  return older.length < known.length ? [...newest, ...older] : [...newest];
}

/** The entries on screen: the newest by a filter, and older ones when they are asked for. */
@Injectable()
export class AuditList {
  private readonly source = inject(AuditSource);
  private readonly clock = inject(ServerClock);
  private readonly shown = signal<readonly AuditItem[] | null>(null);
  private readonly hidden = signal(0);
  private readonly next = signal<string | null>(null);
  private readonly since = signal<number | null>(null);
  private readonly failing = signal(false);
  private readonly asking = signal(false);
  private readonly chosen = signal<AuditFilter>({});
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private pages = 0;

  readonly items = this.shown.asReadonly();
  /** Entries that fit, and are under an investigation's seal. */
  readonly sealed = this.hidden.asReadonly();
  readonly filter = this.chosen.asReadonly();
  readonly at = this.since.asReadonly();
  readonly failed = this.failing.asReadonly();
  readonly loading = this.asking.asReadonly();
  readonly hasOlder = computed(() => this.next() !== null);

  stop(): void {
    this.turn += 1;
    clearTimeout(this.timer);
  }

  choose(filter: AuditFilter): void {
    this.chosen.set(filter);
    this.shown.set(null);
    this.hidden.set(0);
    this.next.set(null);
    this.pages = 0;
    void this.newest(false);
  }

  refresh(): Promise<void> {
    return this.newest(false);
  }

  /** @param isEnough whether what is shown now has something more than before */
  async older(isEnough: () => boolean): Promise<void> {
    if (this.asking()) return;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const cursor = this.next();
      if (cursor === null || !(await this.olderPage(cursor)) || isEnough()) return;
    }
  }

  private async olderPage(cursor: string): Promise<boolean> {
    const answer = await this.ask(cursor, false);
    if (answer?.kind !== 'answer') return false;
    const { items } = answer.value;
    this.shown.update((known) => [...(known ?? []), ...unlike(items, known ?? [])]);
    this.next.set(answer.value.cursor);
    this.pages += 1;
    return true;
  }

  private async newest(unattended: boolean): Promise<void> {
    const answer = await this.ask(null, unattended);
    if (answer?.kind !== 'answer') return;
    const { items, sealed, cursor } = answer.value;
    // Who has gone back keeps what they see below.
    const joined = this.pages <= 1 ? items : withNewest(this.shown() ?? [], items);
    this.shown.set(joined);
    this.hidden.set(sealed);
    if (joined.length === items.length) {
      this.next.set(cursor);
      this.pages = 1;
    }
    this.since.set(this.clock.now());
  }

  /** Undefined where another question was asked meanwhile. */
  private async ask(cursor: string | null, unattended: boolean) {
    clearTimeout(this.timer);
    this.turn += 1;
    const { turn } = this;
    this.asking.set(true);
    const answer = await this.source.list(this.chosen(), cursor, unattended);
    if (turn !== this.turn) return undefined;
    this.asking.set(false);
    this.failing.set(answer.kind !== 'answer');
    this.timer = setTimeout(() => void this.newest(true), REFRESH_EVERY);
    return answer;
  }
}
