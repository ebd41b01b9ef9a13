import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { IndicatorReader, type IndicatorProblem, type IndicatorSet } from '@lianfang/indicators';
import { OFFICIAL_COUNTIES } from '@lianfang/locate';
import { followFile } from '@lianfang/platform/service';
import type { ServiceLog } from '../service-log';

const MIB = 1024 * 1024;
/** A million indicators are about 150 MiB. */
const MOST_BYTES = 512 * MIB;
/** Read at a time: the reader takes a millisecond or less for them, and then it is somebody else's turn. */
const PART_BYTES = 32 * 1024;
const PROBLEMS_SHOWN = 10;

/** The file of indicators can't be used. */
export class IndicatorFileError extends Error {
  readonly code = 'LF-INDICATORS';

  private constructor(
    path: string,
    problems: string,
    /** It will be another file in a moment, and is then read again. */
    readonly isPassing = false,
  ) {
    super(`LF-INDICATORS: ${path} ${problems}`);
    this.name = 'IndicatorFileError';
  }

  static refused(path: string, problems: readonly IndicatorProblem[]): IndicatorFileError {
    const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
    const more = problems.length > PROBLEMS_SHOWN ? [`  and ${problems.length - PROBLEMS_SHOWN} more`] : [];
    const list = [...lines, ...more].join('\n');
    return new IndicatorFileError(path, `can't be used:\n${list}\nCorrect these lines and save the file.`);
  }

  static unfinished(path: string): IndicatorFileError {
    return new IndicatorFileError(
      path,
      'is being written: it changed while it was read. Wait until it is whole.',
      true,
    );
  }

  static unreadable(path: string, error: unknown): IndicatorFileError {
    const reason = error instanceof Error ? error.message : String(error);
    return new IndicatorFileError(
      path,
      `can't be read (${reason}). Put the file there; a collector then reads it by itself.`,
    );
  }
}

/** Told of each file that was read. */
export interface IndicatorWatcher {
  /** This many are in force now. */
  accepted(count: number): void;
  refused(): void;
}

/**
 * The shared indicators in force. The file is read at the start and when it changes, a bit at a time beside counting; the
 * new ones take the old ones' place at once. A file that is missing or bad is told, and the old ones stay: counting does
 * not wait for indicators, and never ends for them.
 */
export class IndicatorFile {
  private held: IndicatorSet | undefined;
  private reading: Promise<void> | undefined;
  private isToReadAgain = false;
  private isStopped = false;
  private unfollow: (() => void) | undefined;

  /** @param path undefined or empty: there are none, and events are stored without a word on them. */
  constructor(
    private readonly path: string | undefined,
    private readonly log: ServiceLog,
    private readonly watcher?: IndicatorWatcher,
  ) {}

  /** Those in force; undefined before a good file was read. */
  get current(): IndicatorSet | undefined {
    return this.held;
  }

  /** Reads the file and follows it. Never throws: what is wrong is logged. */
  async start(): Promise<void> {
    const { path } = this;
    if (!path) return;
    this.unfollow = followFile(path, () => void this.reload());
    await this.reload();
  }

  /** Reads the file once. @throws IndicatorFileError */
  async read(): Promise<void> {
    const { path } = this;
    if (!path) return;
    const set = await readSet(path, () => this.isStopped).catch((error: unknown) => {
      throw error instanceof IndicatorFileError ? error : IndicatorFileError.unreadable(path, error);
    });
    if (set === undefined) throw IndicatorFileError.unfinished(path);
    this.held = set;
    this.watcher?.accepted(set.size);
    const again = set.repeated === 0 ? '' : `, ${set.repeated} of them said twice`;
    this.log.log(`Shared indicators in force: ${set.size}${again}; file ${set.hash.slice(0, 12)}`);
  }

  stop(): void {
    this.isStopped = true;
    this.unfollow?.();
  }

  /** One after the other: a change while it is read is read afterwards. */
  private async reload(): Promise<void> {
    this.isToReadAgain = true;
    this.reading ??= (async () => {
      while (this.isToReadAgain && !this.isStopped) {
        this.isToReadAgain = false;
        await this.read().catch((error: unknown) => this.refuse(error));
      }
    })().finally(() => (this.reading = undefined));
    await this.reading;
  }

  private refuse(error: unknown): void {
    if (error instanceof IndicatorFileError && error.isPassing) return;
    this.watcher?.refused();
    const stays = this.held ? `The ${this.held.size} of before stay in force.` : 'Events are stored without a match.';
    this.log.error(`${error instanceof Error ? error.message : String(error)} ${stays}`);
  }
}

/** @returns undefined when the file changed meanwhile, or nobody waits any more. @throws IndicatorFileError */
async function readSet(path: string, isStopped: () => boolean): Promise<IndicatorSet | undefined> {
  const file = await open(path);
  try {
    const before = await lookAt(file);
    if (before.size > MOST_BYTES) {
      throw IndicatorFileError.refused(path, [
        {
          line: 1,
          reason: `the file has ${Math.round(Number(before.size) / MIB)} MiB; ${MOST_BYTES / MIB} MiB are the most`,
        },
      ]);
    }
    const reader = new IndicatorReader({ isCounty: (code) => OFFICIAL_COUNTIES.has(code) });
    await readParts(file, reader, isStopped);
    const after = await lookAt(file);
    const isSame = after.size === before.size && after.changed === before.changed;
    if (!isSame || isStopped()) return undefined;
    while (reader.index()) await yieldToOthers();
    const result = reader.result();
    if (!result.ok) throw IndicatorFileError.refused(path, result.error);
    return result.value;
  } finally {
    await file.close();
  }
}

async function readParts(file: FileHandle, reader: IndicatorReader, isStopped: () => boolean): Promise<void> {
  const part = Buffer.allocUnsafe(PART_BYTES);
  while (!reader.isHopeless && !isStopped()) {
    const { bytesRead } = await file.read(part, 0, PART_BYTES);
    if (bytesRead === 0) return;
    reader.take(part.subarray(0, bytesRead));
  }
}

async function lookAt(file: FileHandle): Promise<{ readonly size: bigint; readonly changed: bigint }> {
  const { size, mtimeNs } = await file.stat({ bigint: true });
  return { size, changed: mtimeNs };
}
