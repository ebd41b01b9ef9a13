import { rowSourceKey } from '@lianfang/contract';
import type { LogAdmin } from '@lianfang/platform/kafka';
import { EXPIRING_NAMES, type DatedIndex, type LogSource, type RetentionStore } from '@lianfang/store';
import type { TopicSettings } from '../environment';
import type { ServiceLog } from '../service-log';
import { closeOrphan, type OrphanParts } from './close-orphan';
import { CLOCK_MARGIN_MS, judgeIndices, retentionNow, type JudgedSource, type Waiting } from './judge-indices';
import { keepText, type Keep, type KeepWishes } from './keep-settings';
import { readLogRetention } from './log-retention';
import type { RetentionMetrics } from './retention-metrics';
import { settleKeep, type SettledKeep } from './settle-keep';

/** What was configured does not fit the topics. */
export class RetentionRefusedError extends Error {
  readonly code = 'LF-RETENTION';

  constructor(problems: readonly string[]) {
    super(
      `LF-RETENTION: what is to be kept is too short for the topics:\n${problems.map((one) => `  - ${one}`).join('\n')}\n` +
        'Correct these environment variables, or the topics, and start again.',
    );
    this.name = 'RetentionRefusedError';
  }
}

/** What retention works with. */
export interface RetentionParts {
  readonly store: RetentionStore;
  /** All logs that are or were counted, whoever counts them. */
  readonly sources: () => Promise<readonly LogSource[]>;
  readonly admin: Pick<LogAdmin, 'topics' | 'topicSetting'>;
  /** Topics by their whole names. */
  readonly topics: readonly TopicSettings[];
  readonly wishes: KeepWishes;
  readonly orphans: OrphanParts;
  readonly metrics: RetentionMetrics;
  readonly log: ServiceLog;
  /** Milliseconds between two rounds. */
  readonly every: number;
  readonly wallClock: () => number;
}

/**
 * Drops whole indices when all that they hold is past its time: the one place that does. Each collector runs it; who
 * comes second finds nothing left to do.
 */
export class RetentionKeeper {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private said = '';

  constructor(private readonly parts: RetentionParts) {}

  /** @throws RetentionRefusedError when something would be dropped that a topic may still bring again. */
  async settle(): Promise<void> {
    const { keep, notes } = await this.settled();
    for (const note of notes) this.parts.log.warn(note);
    const kept = Object.entries(keep).map(([name, time]) => `${name} ${keepText(time)}`);
    this.parts.log.log(`Kept: ${kept.join(', ')}.`);
  }

  start(): void {
    this.running = this.round().finally(() => this.again());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Looks once, and drops what is due. Never throws: what could not be done is done in the next round. */
  async round(): Promise<void> {
    try {
      await this.dropDue(await this.settled());
    } catch (error) {
      this.parts.metrics.failures.inc();
      this.sayOnce(`Retention could not finish its round: ${String(error)} Nothing is dropped meanwhile.`);
    }
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), this.parts.every);
    this.timer.unref();
  }

  /** The topics are asked each time: somebody may have changed them. */
  private async settled(): Promise<SettledKeep> {
    const { admin, topics, wishes } = this.parts;
    const facts = [];
    for (const { topic, latenessMs } of topics) {
      facts.push({ topic, latenessMs, retentionMs: await readLogRetention(admin, topic) });
    }
    const settled = settleKeep(wishes, facts);
    if (!settled.ok) throw new RetentionRefusedError(settled.error);
    return settled.value;
  }

  private async dropDue({ keep }: SettledKeep): Promise<void> {
    const sources = await this.judgedSources();
    const now = retentionNow(sources, this.parts.wallClock());
    if (now === undefined) return;
    const verdict = judgeIndices(await this.parts.store.indices(), { keep, now, sources });
    for (const index of verdict.due) {
      if (this.stopped) return;
      await this.drop(index, keep);
    }
    this.tellWaiting(verdict.waiting);
    await this.closeOrphans(verdict.waiting);
    await this.expire(keep, now);
  }

  /** What has no date in its name goes document by document. */
  private async expire(keep: Keep, now: number): Promise<void> {
    const { store, metrics, log } = this.parts;
    for (const name of EXPIRING_NAMES) {
      if (this.stopped || keep[name] === Infinity) continue;
      const removed = await store.expire(name, now - keep[name] - CLOCK_MARGIN_MS);
      if (removed === 0) continue;
      metrics.documents.inc({ family: name }, removed);
      log.log(`Removed ${removed} documents of ${name}, which are kept for ${keepText(keep[name])}.`);
    }
  }

  private async judgedSources(): Promise<JudgedSource[]> {
    const topics = await this.parts.admin.topics();
    return (await this.parts.sources()).map((source) => ({
      ...source,
      isOnBroker: topics.has(source.watermark.topic),
    }));
  }

  private async drop(index: DatedIndex, keep: Keep): Promise<void> {
    const { store, metrics, log, wallClock } = this.parts;
    const dropped = await store.drop(index, wallClock());
    if (!dropped) return;
    const { name, family, documents, sources } = dropped;
    metrics.indices.inc({ family });
    metrics.documents.inc({ family }, documents);
    const time = keepText(keep[index.isHistory ? 'history' : family]);
    const of = sources.map((source) => `${rowSourceKey(source)}: ${source.documents}`).join(', ');
    log.log(`Dropped ${name} (${family} are kept for ${time}): ${documents} documents${of && `; ${of}`}.`);
  }

  private tellWaiting(waiting: readonly Waiting[]): void {
    for (const reason of ['behind', 'open'] as const) {
      this.parts.metrics.waiting.set({ reason }, waiting.filter((one) => one.reason === reason).length);
    }
    const [first] = waiting;
    if (!first) return void (this.said = '');
    const why =
      first.reason === 'behind'
        ? 'may still bring events of that time: let its collector catch up, or delete the topic when nobody reads it'
        : 'has an hour or day open that is made of it: it is dropped once that is made';
    this.sayOnce(
      `${waiting.length} indices are past their time and stay; the first is ${first.index.name}: ` +
        `${rowSourceKey(first.source)} ${why}.`,
    );
  }

  private async closeOrphans(waiting: readonly Waiting[]): Promise<void> {
    const orphans = new Map(
      waiting
        .filter(({ reason, isOrphan }) => reason === 'open' && isOrphan)
        .map(({ source }) => [rowSourceKey(source), source]),
    );
    for (const source of orphans.values()) await closeOrphan(source, this.parts.orphans);
  }

  private sayOnce(text: string): void {
    if (text !== this.said) this.parts.log.warn(text);
    this.said = text;
  }
}
