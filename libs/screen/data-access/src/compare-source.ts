import { Injectable, inject, signal } from '@angular/core';
import {
  normalsAnswer,
  postureAnswer,
  seriesAnswer,
  type NormalsAnswer,
  type SeriesAnswer,
  type SeriesQuery,
} from '@lianfang/contract';
import type { z } from 'zod';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Bands are asked for in pieces of a week: the server answers for eight days at most. */
const PIECE = 7 * DAY;
const POSTURE_EVERY = MINUTE / 2;

/** What counties are compared in: whole intervals, `to` not included. Milliseconds since 1970 UTC. */
export interface CompareQuestion {
  readonly from: number;
  readonly to: number;
  readonly interval: 'hour' | 'day';
  /** Codes of counties, and `unlocated`. */
  readonly keys: readonly string[];
}

/** What came back; what is null could not be had. */
export interface CompareAnswers {
  readonly question: CompareQuestion;
  readonly current: SeriesAnswer;
  /** The same length, directly before. */
  readonly earlier: SeriesAnswer | null;
  /** Of `current`, what went out of the counties. */
  readonly outbound: SeriesAnswer | null;
  /** Hour by hour, in pieces that follow each other. */
  readonly normals: readonly NormalsAnswer[] | null;
}

/** All counties beside each other by REST: what does not change with time is asked for once. */
@Injectable()
export class CompareSource {
  private readonly door = inject(ServerDoor);
  private readonly current = signal<CompareAnswers | null>(null);
  private readonly failing = signal(false);
  private readonly since = signal<number | null>(null);
  private question: CompareQuestion | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  readonly answers = this.current.asReadonly();
  /** True after a failed question, until one is answered. */
  readonly failed = this.failing.asReadonly();
  /** When the last answer came (server's clock, milliseconds). */
  readonly at = this.since.asReadonly();
  /** Scores and sensors of all counties. */
  readonly postures = new Polled(
    { path: () => '/api/v1/posture', schema: postureAnswer, every: POSTURE_EVERY },
    this.door,
  );

  /** From now on this; asked at once. Answers to another range or interval are forgotten, unless time alone moved on. */
  follow(question: CompareQuestion): void {
    const { question: before } = this;
    const isSameKind =
      before !== null && before.interval === question.interval && lengthOf(before) === lengthOf(question);
    if (!isSameKind) this.current.set(null);
    this.question = question;
    void this.ask(before !== null);
  }

  start(): void {
    this.postures.start();
  }

  stop(): void {
    this.turn += 1;
    clearTimeout(this.timer);
    this.postures.stop();
  }

  private async ask(unattended: boolean): Promise<void> {
    clearTimeout(this.timer);
    this.turn += 1;
    const { turn, question } = this;
    if (question === null) return;
    if (!(unattended && this.door.pause.on())) await this.answer(question, turn, unattended);
    if (turn === this.turn) this.timer = setTimeout(() => void this.ask(true), everyOf(question));
  }

  private async answer(question: CompareQuestion, turn: number, unattended: boolean): Promise<void> {
    const known = this.current();
    const kept = known?.question === question ? known : null;
    const length = lengthOf(question);
    const [current, outbound, earlier, normals] = await Promise.all([
      this.series(question, {}, unattended),
      this.series(question, { direction: 'outbound' }, unattended),
      kept?.earlier ?? this.series({ ...question, from: question.from - length, to: question.from }, {}, unattended),
      kept?.normals ?? this.normals(question),
    ]);
    if (turn !== this.turn) return;
    this.failing.set(current === null);
    if (current === null) return;
    this.since.set(this.door.clock.now());
    this.current.set({ question, current, earlier, outbound, normals });
  }

  private async series(
    { from, to, interval, keys }: CompareQuestion,
    filter: Readonly<Partial<Record<keyof SeriesQuery, string>>>,
    unattended: boolean,
  ): Promise<SeriesAnswer | null> {
    const query = { from: iso(from), to: iso(to), interval, by: 'county', keys: keys.join(','), ...filter };
    return this.read('/api/v1/series', query, { schema: seriesAnswer, unattended });
  }

  private async normals({ from, to }: CompareQuestion): Promise<readonly NormalsAnswer[] | null> {
    const pieces: Promise<NormalsAnswer | null>[] = [];
    for (let begin = from; begin < to; begin += PIECE) {
      const query = { from: iso(begin), to: iso(Math.min(to, begin + PIECE)), by: 'county' };
      pieces.push(this.read('/api/v1/normals', query, { schema: normalsAnswer, unattended: true }));
    }
    const answers = (await Promise.all(pieces)).filter((answer) => answer !== null);
    return answers.length === pieces.length ? answers : null;
  }

  private async read<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    { schema, unattended }: { readonly schema: z.ZodType<T>; readonly unattended: boolean },
  ): Promise<T | null> {
    const answer = await this.door.ask(`${path}?${new URLSearchParams(query).toString()}`, schema, { unattended });
    return answer.kind === 'answer' ? answer.value : null;
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function lengthOf({ from, to }: CompareQuestion): number {
  return to - from;
}

/** A long range changes little by what comes late, and is many rows. */
function everyOf(question: CompareQuestion): number {
  return lengthOf(question) > DAY ? 5 * MINUTE : MINUTE;
}
