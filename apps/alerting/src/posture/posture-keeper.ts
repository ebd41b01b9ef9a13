import { setTimeout as delay } from 'node:timers/promises';
import type { Posture } from '@lianfang/contract';
import type { ServiceLog } from '@lianfang/board';
import type { PostureStore } from '@lianfang/store';
import { DAY_MS, hourOf } from '@lianfang/views';
import { fillInHours } from './fill-in-hours';
import { PostureEvaluator } from './posture-evaluator';
import type { FiguresNow, PostureSink, PostureSource } from './posture-source.port';

/** What a keeper is made of. */
export interface PostureKeeperParts {
  readonly source: PostureSource;
  readonly store: PostureStore;
  readonly sink: PostureSink;
  /** Done once, before anything is written. */
  readonly prepare: () => Promise<void>;
  readonly log: ServiceLog;
  /** Told of each round that went through, with the instant that was judged. */
  readonly onJudged: (at: number) => void;
  /** Milliseconds between two rounds. */
  readonly everyMs: number;
  /** Monotonic clock, milliseconds: it decides only how often something is said again. */
  readonly now: () => number;
}

/** What did not change is said again after this long, so that readers see that alerting lives. */
const SAY_AGAIN_MS = 30_000;
/** After so many rounds without success it is not ready. */
const ROUNDS_TO_FAIL = 3;

interface Said {
  readonly text: string;
  /** When it was said, on the clock of the parts. */
  readonly when: number;
  /** The instant that it is true of. */
  readonly at: number;
}

/**
 * Judges all counties again and again, publishes what changed and keeps one posture an hour. It holds no lock and no state
 * that counts: another instance that reads the same figures says and writes the same.
 */
export class PostureKeeper {
  private readonly evaluator: PostureEvaluator;
  private readonly said = new Map<string, Said>();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private yesterday: { readonly hour: number; readonly postures: ReadonlyMap<string, Posture> } | undefined;
  private isYesterdayOld = false;
  private filledHour = -Infinity;
  private filling: Promise<void> | undefined;
  private storedMinute = -Infinity;
  private failures = 0;
  private isPrepared = false;
  private isTroubled = false;
  private problem = '';
  private loggedProblem = '';

  constructor(private readonly parts: PostureKeeperParts) {
    this.evaluator = new PostureEvaluator(parts.source, (doing, error) => this.note(doing, error));
  }

  /** @throws saying what is missing, while postures are not being kept up to date. */
  assertReady(): void {
    if (this.failures < ROUNDS_TO_FAIL) return;
    throw new Error(`Postures are not kept up: ${this.problem} Wait, or look at Kafka and Elasticsearch.`);
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.running, this.filling]);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.round();
      await delay(this.parts.everyMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async round(): Promise<void> {
    this.isTroubled = false;
    try {
      if (!this.isPrepared) await this.parts.prepare();
      this.isPrepared = true;
      const now = await this.parts.source.now();
      if (now === undefined) return;
      await this.keepYesterday(now);
      const postures = await this.evaluator.evaluate(now, this.yesterday?.postures ?? new Map());
      await this.publish(postures);
      this.parts.onJudged(now.at);
      await this.store(now, postures);
      this.failures = 0;
      this.succeeded();
    } catch (error) {
      this.failures += 1;
      this.note('Keeping postures', error);
    }
  }

  /**
   * What changed, and what has not been said for a while; never an instant before the one said last, which figures read
   * anew may have. What the log did not take is not said.
   */
  private async publish(postures: readonly Posture[]): Promise<void> {
    const now = this.parts.now();
    const due = postures.flatMap((each) => {
      const text = JSON.stringify({ ...each, at: 0 });
      const before = this.said.get(each.county);
      if (before !== undefined && each.at < before.at) return [];
      return before?.text === text && now - before.when < SAY_AGAIN_MS ? [] : [{ each, text }];
    });
    if (due.length === 0) return;
    await this.parts.sink.publish(due.map(({ each }) => each));
    for (const { each, text } of due) this.said.set(each.county, { text, when: now, at: each.at });
  }

  /** The first of each minute: the last one of an hour stays. Of figures that stand still nothing is kept. */
  private async store({ isStale, hour }: FiguresNow, postures: readonly Posture[]): Promise<void> {
    if (isStale || hour.to <= this.storedMinute) return;
    const outcomes = await this.parts.store.write(postures);
    const refused = outcomes.find((each) => each.kind === 'refused');
    if (refused) throw new Error(`LF-POSTURE-REFUSED: ${refused.reason}. Look at the version of the index templates.`);
    this.storedMinute = hour.to;
  }

  /** Reads the same hour of yesterday, and once an hour fills in what no instance judged at its time. */
  private async keepYesterday({ at, isStale }: FiguresNow): Promise<void> {
    const hour = hourOf(at);
    if (isStale) return;
    try {
      if (this.yesterday?.hour !== hour) this.yesterday = undefined;
      if (this.yesterday === undefined || this.isYesterdayOld) {
        this.isYesterdayOld = false;
        this.yesterday = { hour, postures: await this.parts.store.ofHour(hour - DAY_MS) };
      }
    } catch (error) {
      this.note('Reading postures of yesterday', error);
    }
    if (this.filledHour !== hour) this.filling ??= this.fillIn(at).finally(() => (this.filling = undefined));
  }

  /** Beside the rounds: 25 hours take their time, and nobody waits for them. */
  private async fillIn(at: number): Promise<void> {
    const { source, store, log } = this.parts;
    try {
      const made = await fillInHours(source, store, { at, signal: this.stopping.signal });
      this.filledHour = hourOf(at);
      // One of them may be of yesterday.
      if (made > 0) this.isYesterdayOld = true;
      if (made > 0) log.log(`Postures were filled in afterwards: ${made}, of hours that had none.`);
    } catch (error) {
      if (!this.stopping.signal.aborted) this.note('Filling in postures', error);
    }
  }

  private succeeded(): void {
    if (this.isTroubled) return;
    if (this.loggedProblem !== '') this.parts.log.log('Postures are kept up again.');
    this.loggedProblem = '';
  }

  /** Said once, until it is something else or over. */
  private note(doing: string, error: unknown): void {
    this.isTroubled = true;
    this.problem = `${doing}: ${error instanceof Error ? error.message : String(error)}`;
    if (this.problem !== this.loggedProblem) this.parts.log.warn(this.problem);
    this.loggedProblem = this.problem;
  }
}
