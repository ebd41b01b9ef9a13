/** How a partition is cut. Both belong to the epoch: changing them changes the ids of rows. */
export interface ChunkRule {
  readonly offsetsPerBlock: number;
  readonly millisecondsPerBlock: number;
}

/** 2^20 offsets, ten minutes. */
export const DEFAULT_CHUNK_RULE: ChunkRule = { offsetsPerBlock: 2 ** 20, millisecondsPerBlock: 600_000 };

/** A chunk's place in its partition. */
export interface ChunkPlace {
  /** `offsetBlock.timeBlock`. */
  readonly name: string;
  /** First offset of the chunk: what a restart begins with. */
  readonly from: number;
}

/**
 * Tells the chunk of each record, offered in offset order. A chunk begins at the first record whose append time, the
 * highest so far in its block of offsets, enters another time block; or at a multiple of the offset block. Started at
 * any chunk's first offset it goes on as if it had read from the beginning, so a restart finds the same chunks.
 */
export class ChunkClock {
  private offsetBlock = -1;
  /** First offset of the block behind the open one; 0 where it is not known. */
  private blockTo = 0;
  private highest = 0;
  private place: ChunkPlace | undefined;

  constructor(private readonly rule: ChunkRule) {}

  /**
   * Goes on inside a chunk that is known by name, although the records that named it may be gone: without it, the first
   * record that is left would name a chunk of its own, and perhaps one that is finished.
   */
  resume(place: ChunkPlace): void {
    const [offsetBlock = 0, timeBlock = 0] = place.name.split('.').map(Number);
    this.offsetBlock = offsetBlock;
    this.highest = timeBlock * this.rule.millisecondsPerBlock;
    this.place = place;
  }

  /** Where the offset block of the open chunk ends, or undefined before the first chunk. */
  get blockEnd(): number | undefined {
    return this.place && (this.offsetBlock + 1) * this.rule.offsetsPerBlock;
  }

  /**
   * @param offset of the record.
   * @param logTime append time of the record, milliseconds.
   * @param previous last offset before the record that is accounted for + 1: where the gap before it begins.
   */
  placeOf(offset: number, logTime: number, previous: number): ChunkPlace {
    // Most records follow one another in a batch, which has one time: nothing can have changed.
    if (offset < this.blockTo && logTime <= this.highest && this.place !== undefined) return this.place;
    const block = Math.floor(offset / this.rule.offsetsPerBlock);
    if (this.place === undefined || block !== this.offsetBlock) return this.openBlock(block, logTime, previous);
    const timeBlock = this.timeBlock(this.highest);
    this.highest = Math.max(this.highest, logTime);
    if (this.timeBlock(this.highest) === timeBlock) return this.place;
    return this.open(offset);
  }

  /** The gap before the first record of a block belongs to the old chunk up to the boundary, then to the new one. */
  private openBlock(block: number, logTime: number, previous: number): ChunkPlace {
    const from = this.blockEnd ?? previous;
    this.offsetBlock = block;
    this.blockTo = (block + 1) * this.rule.offsetsPerBlock;
    this.highest = logTime;
    return this.open(from);
  }

  private open(from: number): ChunkPlace {
    this.place = { name: `${this.offsetBlock}.${this.timeBlock(this.highest)}`, from };
    return this.place;
  }

  private timeBlock(time: number): number {
    return Math.floor(time / this.rule.millisecondsPerBlock);
  }
}
