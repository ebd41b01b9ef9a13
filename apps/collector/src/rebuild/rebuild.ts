import { hourOf, taipeiDayOf } from '@lianfang/aggregate';
import { rowSourceKey, type LedgerRow, type RowSource } from '@lianfang/contract';
import { RebuildIndices, type ReplacedDocuments, type SourcePeriod } from '@lianfang/store';
import { rebuiltMessage } from '../live-messages';
import type { GivenReference } from './given-reference';
import { sendNewLetters } from './new-letters';
import { addHours, replacedBy } from './plan-rebuild';
import type { RebuildParts } from './rebuild-parts';
import { RebuildRefusedError } from './rebuild-refused-error';
import { writeChunk } from './rebuild-writer';
import { Recount } from './recount';
import { replacedPins } from './replaced-pins';
import { rollUpAgain } from './roll-up-again';
import { requireSameLog, type ChunkToRebuild, type Selection, type SourceToRebuild } from './select-chunks';
import { verifyRows } from './verify-rows';

const HOUR_MS = 3_600_000;
/** Copying again ends when a pass finds no more; the rest is copied while writers wait. */
const FEW_DOCUMENTS = 2_000;
const MOST_PASSES = 10;
const SAY_EVERY_MS = 5_000;

/** What was done. */
export interface RebuildReport {
  readonly generation: number;
  readonly chunks: number;
  /** Records that were counted again. */
  readonly records: number;
  /** Letters of records that are rejected now and were not before. */
  readonly letters: number;
  readonly indices: number;
  /** Documents that were copied, or looked at to be copied. */
  readonly documents: number;
  /** How long collectors had to wait before the switch, milliseconds. */
  readonly blockedMs: number;
}

/** What one rebuild makes again, and as whom. */
export interface RebuildWork {
  readonly generation: number;
  readonly selection: Selection;
  readonly given: GivenReference;
  readonly sources: readonly SourceToRebuild[];
  /** Told which indices are about to be blocked, so that they are freed whatever happens. */
  readonly onBlocking: (indices: readonly string[]) => void;
}

interface WithLetters {
  readonly of: SourceToRebuild;
  readonly chunk: ChunkToRebuild;
}

/** One rebuild. Nothing changes that a reader sees before {@link putInPlace}. See docs/decisions/0011. */
export class Rebuild {
  private readonly replaced: ReplacedDocuments;
  private readonly indices: RebuildIndices;
  /** New ledger rows by source. */
  private readonly ledger = new Map<string, LedgerRow[]>();
  private readonly withLetters: WithLetters[] = [];
  private documents = 0;

  constructor(
    private readonly parts: RebuildParts,
    private readonly work: RebuildWork,
    current: RebuildIndices['generations'],
  ) {
    const { client, names, patience: persist } = parts;
    const { generation } = work;
    this.replaced = replacedBy(work.sources);
    this.indices = new RebuildIndices({ client, names, current, generation, replaced: this.replaced, persist });
  }

  async run(): Promise<RebuildReport> {
    const { parts, work, indices } = this;
    await work.given.keep(parts.artifacts);
    await this.countAgain();
    await this.requireMinutes();
    await indices.make();
    const changed = await this.copyUntilFew();
    const left = await this.rollUp(this.replaced.sources.flatMap(({ source, hours }) => periodsOf(source, hours)));
    await this.verify();
    const letters = await this.sendLetters();
    const blockedMs = await this.putInPlace([...changed, ...left]);
    await this.announce();
    const rows = [...this.ledger.values()].flat();
    const records = rows.reduce((sum, { from, to, skipped }) => sum + to - from - skipped, 0);
    const { documents } = this;
    const { generation } = work;
    return { generation, chunks: rows.length, records, letters, indices: indices.old.length, documents, blockedMs };
  }

  private async countAgain(): Promise<void> {
    const { parts, work, indices } = this;
    const all = work.sources.reduce((sum, { chunks }) => sum + chunks.length, 0);
    let done = 0;
    let saidAt = -Infinity;
    for (const [at, of] of work.sources.entries()) {
      const recount = new Recount(parts, of);
      const rows: LedgerRow[] = [];
      for (const chunk of of.chunks) {
        if (performance.now() - saidAt > SAY_EVERY_MS) {
          saidAt = performance.now();
          parts.say(`counting: ${done} of ${all} chunks`);
        }
        const counted = await recount.count(chunk);
        const row = await writeChunk(counted, chunk, { ...parts, indices });
        rows.push(row);
        const periods = this.replaced.sources[at];
        if (periods) addHours(periods, row.hours);
        if (counted.newlyRejected > 0) this.withLetters.push({ of, chunk });
        done += 1;
      }
      this.ledger.set(rowSourceKey(of.source), rows);
    }
  }

  /** An hour is never made again once a minute row below it is gone. */
  private async requireMinutes(): Promise<void> {
    for (const { source, hours } of this.replaced.sources) {
      if (hours.size === 0) continue;
      const within = { from: Math.min(...hours), to: Math.max(...hours) + HOUR_MS };
      const dropped = await this.parts.audit.droppedMinutes(source, within);
      const gone = [...hours].find((hour) => dropped.some(({ from, to }) => from < hour + HOUR_MS && to > hour));
      if (gone === undefined) continue;
      throw new RebuildRefusedError(
        'LF-REBUILD-RETENTION',
        `${rowSourceKey(source)}: chunks of this range hold events of ${new Date(gone).toISOString()}, whose minute rows retention ` +
          'has dropped, so that hour can not be made again whole. Ask for a later range.',
      );
    }
  }

  private async copyUntilFew(): Promise<SourcePeriod[]> {
    const { parts, indices } = this;
    parts.say(`copying what is not made again: ${indices.old.length} indices`);
    const changed: SourcePeriod[] = [];
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      const { documents, changed: found } = await indices.copy();
      this.documents += documents;
      // The first pass finds everything; hours are rolled up after it.
      if (pass > 0) changed.push(...found);
      if (documents <= FEW_DOCUMENTS) break;
    }
    return changed;
  }

  /** @returns periods that were left out, because they are open. */
  private async rollUp(periods: readonly SourcePeriod[]): Promise<SourcePeriod[]> {
    const left: SourcePeriod[] = [];
    for (const { source } of this.replaced.sources) {
      const key = rowSourceKey(source);
      const own = periods.filter((period) => rowSourceKey(period.source) === key);
      const hours = new Set(own.filter(({ tier }) => tier === 'hour').map(({ time }) => time));
      const days = new Set(own.map(({ tier, time }) => (tier === 'day' ? time : taipeiDayOf(time))));
      const reached = reachedBy(this.ledger.get(key) ?? []);
      left.push(
        ...(await rollUpAgain(
          { source, reached, hours: [...hours], days: [...days] },
          { ...this.parts, indices: this.indices },
        )),
      );
    }
    return left;
  }

  private async verify(): Promise<void> {
    for (const { source } of this.work.sources) {
      const rows = this.ledger.get(rowSourceKey(source)) ?? [];
      await this.parts.patience('Comparing rows with the ledger', () =>
        verifyRows(source, rows, { ...this.parts, indices: this.indices.nextOf('rowsMinute') }),
      );
    }
  }

  private async sendLetters(): Promise<number> {
    let sent = 0;
    for (const { of, chunk } of this.withLetters) sent += await sendNewLetters(of, chunk, this.parts);
    return sent;
  }

  /** @param changed periods that changed since they were rolled up. @returns how long writers had to wait, milliseconds. */
  private async putInPlace(changed: readonly SourcePeriod[]): Promise<number> {
    const { parts, work, indices } = this;
    const { lock } = parts;
    const { generation } = work;
    for (const { source } of work.sources) {
      const state = await parts.epochs.read(source.topic, source.partition);
      if (state?.epoch === source.epoch) await requireSameLog(parts, state);
      else throw anotherEpoch(source);
    }
    await lock.record(generation, this.record());
    await lock.noteBlocked(generation, indices.old);
    work.onBlocking(indices.old);
    parts.say('putting the new rows in place');
    const since = performance.now();
    await indices.block();
    const last = await indices.copy();
    this.documents += last.documents;
    await this.rollUp([...changed, ...last.changed]);
    await indices.compare();
    await lock.check(generation);
    await indices.switch();
    return Math.round(performance.now() - since);
  }

  private record(): object {
    const { selection, given, sources } = this.work;
    return { ...selection, at: Date.now(), given: given.describe(), replaced: replacedPins(sources) };
  }

  /** What is in place stays there: gateways that hear nothing load it at their next start or the next flush. */
  private async announce(): Promise<void> {
    const { log, rowsLive } = this.parts.destinations;
    const message = rebuiltMessage(this.work.generation);
    await this.parts
      .patience('Telling the gateways', () => log.append(rowsLive, [message]))
      .catch((error: unknown) =>
        this.parts.say(`The gateways could not be told (${String(error)}). Start them again.`),
      );
  }
}

function periodsOf(source: RowSource, hours: Iterable<number>): SourcePeriod[] {
  return [...hours].map((time) => ({ tier: 'hour', source, time }));
}

function reachedBy(rows: readonly LedgerRow[]): Map<number, number> {
  const reached = new Map<number, number>();
  for (const { hours, to } of rows) {
    for (const hour of hours.map(hourOf)) reached.set(hour, Math.max(to, reached.get(hour) ?? 0));
  }
  return reached;
}

function anotherEpoch(source: RowSource): RebuildRefusedError {
  const reason = `${rowSourceKey(source)} got a new epoch meanwhile: the topic was made again. Ask for a later range.`;
  return new RebuildRefusedError('LF-REBUILD-EPOCH', reason);
}
