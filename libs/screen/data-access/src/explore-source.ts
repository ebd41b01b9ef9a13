import { Injectable, inject } from '@angular/core';
import {
  breakdownAnswer,
  seriesAnswer,
  type BreakdownAnswer,
  type Dimension,
  type SeriesAnswer,
} from '@lianfang/contract';
import type { Answer } from './ask-server';
import { ServerDoor } from './server-door';

/** What is asked of one stretch of time. Milliseconds since 1970 UTC, `to` not included. */
export interface ExploreQuestion {
  readonly from: number;
  readonly to: number;
  /** By name of the query: values with a comma between them. */
  readonly filters: Readonly<Record<string, string>>;
  readonly by: Dimension | null;
}

/** How a question is asked: it ends with `signal`; `unattended`: a timer asks. */
export interface ExploreManner {
  readonly signal: AbortSignal;
  readonly unattended: boolean;
}

const EVERY_KEY = 24;

/** Figures of any range by REST, each question to be ended at any time. */
@Injectable({ providedIn: 'root' })
export class ExploreSource {
  private readonly door = inject(ServerDoor);

  /** The keys of the whole range, the most frequent first: so many as a series tells apart. */
  keys(
    question: ExploreQuestion & { readonly by: Dimension },
    manner: ExploreManner,
  ): Promise<Answer<BreakdownAnswer>> {
    const query = { ...common(question), by: question.by, limit: String(EVERY_KEY) };
    return this.door.ask(`/api/v1/breakdown?${new URLSearchParams(query).toString()}`, breakdownAnswer, manner);
  }

  /** `keys`: what is told apart; without it nothing is. */
  series(
    question: ExploreQuestion & { readonly interval: SeriesAnswer['interval']; readonly keys: readonly string[] },
    manner: ExploreManner,
  ): Promise<Answer<SeriesAnswer>> {
    const { by, keys, interval } = question;
    const split = by === null || keys.length === 0 ? {} : { by, keys: keys.join(',') };
    const query = { ...common(question), interval, ...split };
    return this.door.ask(`/api/v1/series?${new URLSearchParams(query).toString()}`, seriesAnswer, manner);
  }
}

function common({ from, to, filters }: ExploreQuestion): Record<string, string> {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), ...filters };
}
