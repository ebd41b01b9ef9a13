import { readFileSync } from 'node:fs';
import type { Result } from '@lianfang/contract';
import { followFile } from './follow-file';

/** What a file is read as, and how it is spoken of. */
export interface FollowedFileOptions<T> {
  readonly path: string;
  /** As a sentence begins with it: `The directory file`. */
  readonly name: string;
  /** Stable, of the error at start: `LF-DIRECTORY`. */
  readonly code: string;
  readonly parse: (text: string) => Result<T, readonly { readonly line: number; readonly reason: string }[]>;
  /** What is in it, for the log: `7 agencies`. */
  readonly sum: (value: T) => string;
  readonly log: { log(message: string): void; warn(message: string): void };
}

/** The file can't be used at start; later a bad file only leaves the one before it in use. */
export class FollowedFileError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FollowedFileError';
  }
}

/** What a file says, read again whenever the file changes. */
export class FollowedFile<T extends { readonly hash: string }> {
  private held: T;
  private stopFollowing: () => void = () => undefined;

  /** @throws FollowedFileError naming every bad line. */
  constructor(private readonly options: FollowedFileOptions<T>) {
    this.held = this.read();
  }

  /** As it is in use. */
  get current(): T {
    return this.held;
  }

  watch(): void {
    this.stopFollowing = followFile(this.options.path, () => this.reload());
    // It may have changed since it was read.
    this.reload();
  }

  close(): void {
    this.stopFollowing();
  }

  private reload(): void {
    const { name, sum, log } = this.options;
    try {
      const next = this.read();
      if (next.hash === this.held.hash) return;
      this.held = next;
      log.log(`${name} was read again: ${sum(next)}.`);
    } catch (error) {
      log.warn(`${error instanceof Error ? error.message : String(error)} The one before it stays in use.`);
    }
  }

  private read(): T {
    let text: string;
    try {
      text = readFileSync(this.options.path, 'utf8');
    } catch (cause) {
      throw this.unusable(['It could not be read.'], { cause });
    }
    const parsed = this.options.parse(text);
    if (parsed.ok) return parsed.value;
    throw this.unusable(parsed.error.map(({ line, reason }) => `line ${line}: ${reason}`));
  }

  private unusable(reasons: readonly string[], options?: ErrorOptions): FollowedFileError {
    const { code, name, path } = this.options;
    const message = `${name} ${path} can't be used:\n${reasons.join('\n')}\nCorrect it and start again.`;
    return new FollowedFileError(code, message, options);
  }
}
