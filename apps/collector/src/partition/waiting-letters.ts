import type { DeadLetter } from '@lianfang/event';

const MOST_BYTES = 16 * 1024 * 1024;

/** Dead letters that wait for the next flush. */
export class WaitingLetters {
  private letters: DeadLetter[] = [];
  private bytes = 0;

  /** True when they are to be sent whatever else there is to do, and reading waits. */
  get areTooMany(): boolean {
    return this.bytes > MOST_BYTES;
  }

  add(letter: DeadLetter): void {
    this.letters.push(letter);
    this.bytes += letter.value?.length ?? 0;
  }

  take(): readonly DeadLetter[] {
    const taken = this.letters;
    this.letters = [];
    this.bytes = 0;
    return taken;
  }
}
