import { setTimeout as delay } from 'node:timers/promises';
import { liveMessage } from '@lianfang/contract';
import type { LogRecord, LogTail } from '@lianfang/platform/kafka';
import type { StoredRows } from '@lianfang/store';
import { Board } from '@lianfang/views';
import type { ServiceLog } from './service-log';
import { loadNeed } from './board-loader';

/** What a {@link LiveBoard} is made of. */
export interface LiveBoardParts {
  readonly stored: StoredRows;
  /** A tail of `rows.live`; `onCrash` is called when it ended by itself. */
  readonly openTail: (onCrash: (error: Error) => void) => LogTail;
  readonly log: ServiceLog;
  /** Told of each message taken, and of each that could not be read. */
  readonly onMessage: (kind: 'rows' | 'ledger' | 'watermark' | 'refused') => void;
}

const RETRY_MS = 1_000;
/** How often needs are looked for when no message comes. */
const LOOK_EVERY_MS = 200;

/** One life of the board: a position in `rows.live`, what is stored, and what came after that position. */
interface Attachment {
  readonly board: Board;
  readonly tail: LogTail;
  /** Of the indices that the board is loaded from. */
  readonly generation: number;
  /** Offset that the next record should have. */
  next: number;
  broken: boolean;
  /** True once a rebuild has put other rows in place: all is to be loaded again. */
  outdated: boolean;
}

/**
 * Keeps a {@link Board} in step with Elasticsearch and `rows.live`: it notes its position in the log, reads what is
 * stored, then applies from that position. When the log breaks, or a rebuild puts other rows in place, it begins again;
 * meanwhile the old board is shown, and it turns stale by itself.
 */
export class LiveBoard {
  private current: Attachment | undefined;
  private shown: Board | undefined;
  private running: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  private lastProblem = 'It has not been started.';

  constructor(private readonly parts: LiveBoardParts) {}

  /** The board to read from; undefined until the first one is loaded. */
  get board(): Board | undefined {
    return this.shown;
  }

  /** @throws saying what is missing, while figures are not being kept up to date. */
  assertReady(): void {
    const isFollowing = this.current !== undefined && !this.current.broken && this.current.board === this.shown;
    if (!isFollowing)
      throw new Error(`The figures are not loaded: ${this.lastProblem} Wait, or look at Kafka and Elasticsearch.`);
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.attach();
        await this.keepUp();
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        this.problem(error);
        await this.pause(RETRY_MS);
      } finally {
        await this.current?.tail.close().catch(() => undefined);
        this.current = undefined;
      }
    }
  }

  /** Notes the position, reads the watermarks and begins to follow; the board then says which rows it wants. */
  private async attach(): Promise<void> {
    const tail = this.parts.openTail((error) => {
      this.problem(error);
      if (this.current?.tail === tail) this.current.broken = true;
    });
    try {
      const ends = await tail.ends();
      const [end] = ends.values();
      if (end === undefined || ends.size > 1)
        throw new Error('The topic of live rows must have one partition. Make it anew.');
      const generation = await this.parts.stored.generation();
      const board = new Board(await this.parts.stored.watermarks(), Date.now());
      this.current = { board, tail, generation, next: end, broken: false, outdated: false };
      await tail.follow(ends, (records) => this.take(records));
    } catch (error) {
      if (this.current === undefined) await tail.close().catch(() => undefined);
      throw error;
    }
  }

  /** Loads what the board asks for, for as long as the log holds. */
  private async keepUp(): Promise<void> {
    const attachment = this.current;
    while (attachment && !attachment.broken && !attachment.outdated && !this.stopping.signal.aborted) {
      const { board } = attachment;
      for (const need of board.takeNeeds()) await loadNeed(board, need, this.parts.stored);
      if (board.isReady() && this.shown !== board) await this.show(attachment);
      await this.pause(LOOK_EVERY_MS);
    }
    if (attachment?.outdated) this.parts.log.log('A rebuild put other rows in place. The figures are loaded again.');
    if (attachment?.broken) throw new Error('The live rows broke off. They are read again from what is stored.');
  }

  /** Not when a rebuild came between: a part was read before and a part after it. */
  private async show(attachment: Attachment): Promise<void> {
    const { board, generation } = attachment;
    if ((await this.parts.stored.generation()) !== generation) attachment.outdated = true;
    if (attachment.outdated) return;
    this.shown = board;
    const { minute, hour, day } = board.sizes();
    this.parts.log.log(`The figures are loaded: ${minute} minute rows, ${hour} hour rows, ${day} day rows.`);
  }

  private take(records: readonly LogRecord[]): void {
    const attachment = this.current;
    if (!attachment || attachment.broken) return;
    for (const record of records) {
      // Records that retention took before they were read can't be made up for from memory.
      if (record.offset > attachment.next) attachment.broken = true;
      attachment.next = Math.max(attachment.next, record.offset + 1);
      this.apply(attachment, record);
    }
  }

  private apply(attachment: Attachment, { offset, value }: LogRecord): void {
    const { data } = liveMessage.safeParse(parseJson(value));
    this.parts.onMessage(data?.type ?? 'refused');
    if (data === undefined) {
      this.parts.log.error(`Live message ${offset} can't be read. Look at which program writes to the topic.`);
      return;
    }
    if (data.type !== 'watermark') {
      const { generation = 1 } = data;
      if (generation > attachment.generation) attachment.outdated = true;
      // Written before the rebuild: the sender will publish it again, as it is now.
      if (generation < attachment.generation) return;
    }
    attachment.board.record(data);
  }

  private problem(error: unknown): void {
    this.lastProblem = error instanceof Error ? error.message : String(error);
    this.parts.log.warn(`Following the live rows: ${this.lastProblem}`);
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function parseJson(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined; // refused by the schema like any other bad message
  }
}
