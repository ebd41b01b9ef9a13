import { eventually } from '@lianfang/testing';
import type { Watermark } from '@lianfang/contract';
import type { Admin } from 'kafkajs';
import { boundsOf, type Bounds } from './read-log';

const LOOK_MS = 150;
const LONGEST_MS = 180_000;
const SETTLE_MS = 90_000;
const HOUR_MS = 3_600_000;
/** The collector closes an hour this long after its end at the earliest. */
const GRACE_MS = 2 * 60_000;

/** How long ours takes to be where the log was when a fault ended. */
export class Recovery {
  /** Seconds, one for each fault that ended. */
  readonly seconds: number[] = [];
  private readonly watches: Promise<void>[] = [];
  private ended = false;
  /** Life of the topic that is being counted now. */
  life = 1;

  constructor(
    private readonly admin: Admin,
    private readonly topic: string,
    /** Watermarks of these partitions in this life of the topic. */
    private readonly readMarks: (life: number, partitions: readonly number[]) => Promise<readonly Watermark[]>,
  ) {}

  /** A fault ends now: from here on the seconds are counted. */
  async faultEnded(): Promise<void> {
    const began = performance.now();
    const ends = await boundsOf(this.admin, this.topic);
    const { life } = this;
    const watch = this.untilStored(life, async () => ends, LONGEST_MS).then(
      () => void this.seconds.push((performance.now() - began) / 1000),
      () => void this.seconds.push(LONGEST_MS / 1000),
    );
    this.watches.push(watch);
  }

  /** Resolves when all of the log is stored, and every measurement has ended. */
  async caughtUp(timeoutMs: number): Promise<void> {
    await this.untilStored(this.life, () => boundsOf(this.admin, this.topic), timeoutMs);
    await Promise.all(this.watches);
  }

  /** Resolves when every hour and day that is over is closed. */
  async settled(now: number): Promise<void> {
    await eventually(
      async () => {
        const partitions = (await boundsOf(this.admin, this.topic)).map(({ partition }) => partition);
        const marks = await this.readMarks(this.life, partitions);
        const isOver = (length: number) => (start: number) => start + length + GRACE_MS < now;
        const over = marks.flatMap(({ openHours, openDays }) => [
          ...openHours.filter(isOver(HOUR_MS)),
          ...openDays.filter(isOver(24 * HOUR_MS)),
        ]);
        if (over.length > 0) throw new Error(`open: ${over.join(', ')}`);
        // After the release before this one, hours that it closed are opened again once somebody has looked.
        if (marks.some(({ allKinds }) => !allKinds)) throw new Error('hours may lack rows of some kinds');
        return true;
      },
      { because: 'every hour and day that is over must be rolled up', timeoutMs: SETTLE_MS, everyMs: LOOK_MS * 2 },
    );
  }

  /** Offsets of the present life that are stored. */
  async stored(): Promise<number> {
    const partitions = (await boundsOf(this.admin, this.topic)).map(({ partition }) => partition);
    const marks = await this.readMarks(this.life, partitions);
    return marks.reduce((sum, { processed }) => sum + processed, 0);
  }

  end(): void {
    this.ended = true;
  }

  private async untilStored(life: number, ends: () => Promise<Bounds[]>, timeoutMs: number): Promise<void> {
    await eventually(
      async () => {
        if (this.ended) return true;
        const bounds = await ends();
        const marks = await this.readMarks(
          life,
          bounds.map(({ partition }) => partition),
        );
        const at = new Map(marks.map(({ partition, processed }) => [partition, processed]));
        const behind = bounds.filter(
          ({ partition, start, finish }) => finish > start && (at.get(partition) ?? 0) < finish,
        );
        if (behind.length === 0) return true;
        const places = behind.map(({ partition, finish }) => `${partition}: ${at.get(partition) ?? 0} of ${finish}`);
        throw new Error(places.join(', '));
      },
      { because: 'ours must come to the end of the log', timeoutMs, everyMs: LOOK_MS },
    );
  }
}
