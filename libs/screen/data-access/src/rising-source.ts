import { Injectable, computed, inject, signal } from '@angular/core';
import { breakdownAnswer, seriesAnswer, type BreakdownAnswer, type SeriesAnswer } from '@lianfang/contract';
import type { z } from 'zod';
import { keptAnswer, type KeptAnswer } from './kept-answer';
import { ServerDoor } from './server-door';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The lines end a minute back at least: asking more often would draw the same. */
const EVERY = MINUTE;

/** The last 60 whole minutes of one county, and what they are made of; null: not answered, or not for three minutes. */
export interface CountyHour {
  readonly series: SeriesAnswer | null;
  readonly categories: BreakdownAnswer | null;
}

interface KeptHour {
  readonly series: KeptAnswer<SeriesAnswer> | null;
  readonly categories: KeptAnswer<BreakdownAnswer> | null;
}

/** The last hour of a few counties by REST, asked for slowly and by a timer: no session lives on by it. */
@Injectable()
export class RisingSource {
  private readonly door = inject(ServerDoor);
  private readonly answers = signal<ReadonlyMap<string, KeptHour>>(new Map());
  private codes: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  /** By county code. */
  readonly hours = computed<ReadonlyMap<string, CountyHour>>(
    () =>
      new Map(
        [...this.answers()].map(([code, { series, categories }]) => [
          code,
          { series: series?.value ?? null, categories: categories?.value ?? null },
        ]),
      ),
  );

  /** From now on these counties; new ones are asked for at once. */
  follow(codes: readonly string[]): void {
    const added = codes.filter((code) => !this.codes.includes(code));
    this.codes = codes;
    if (this.running) for (const code of added) void this.ask(code);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.turn();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  private turn(): void {
    // Who paused the page sees it stand still.
    if (!this.door.pause.on()) for (const code of this.codes) void this.ask(code);
    this.timer = setTimeout(() => this.turn(), EVERY);
  }

  private async ask(county: string): Promise<void> {
    const to = Math.floor(this.door.clock.now() / MINUTE) * MINUTE;
    const range = { county, from: new Date(to - HOUR).toISOString(), to: new Date(to).toISOString() };
    const [series, categories] = await Promise.all([
      this.read('/api/v1/series', { ...range, interval: 'minute' }, seriesAnswer),
      this.read('/api/v1/breakdown', { ...range, by: 'category', limit: '1' }, breakdownAnswer),
    ]);
    this.answers.update((before) => {
      const kept = before.get(county) ?? { series: null, categories: null };
      const now = this.door.clock.now();
      const hour = {
        series: keptAnswer(kept.series, series, now),
        categories: keptAnswer(kept.categories, categories, now),
      };
      return new Map([...before].filter(([code]) => this.codes.includes(code))).set(county, hour);
    });
  }

  private async read<T>(path: string, query: Record<string, string>, schema: z.ZodType<T>): Promise<T | null> {
    const asked = `${path}?${new URLSearchParams(query).toString()}`;
    const answer = await this.door.ask(asked, schema, { unattended: true });
    return answer.kind === 'answer' ? answer.value : null;
  }
}
