/** Smaller answers are not worth keeping memory for. */
const LEAST_BYTES = 64 * 1024;
/** Memory that is kept while nobody uses it. */
const MOST_KEPT_BYTES = 20 * 1024 * 1024;
/** An answer does not take memory of more than this many times its size. */
const MOST_WASTE = 4;

/**
 * Memory for answers of the broker, used again. New memory for each made the garbage collector go through the whole heap
 * every 32 MB that were read, which took a quarter of the processor time of counting.
 */
export class FramePool {
  private readonly kept: ArrayBuffer[] = [];
  private keptBytes = 0;
  /** What was given out and may come back: nothing else is ever taken, such as the memory that Node shares out itself. */
  private readonly out = new WeakSet<ArrayBuffer>();

  /** Memory for an answer of this size; its content is whatever was there. */
  acquire(bytes: number): Buffer {
    if (bytes < LEAST_BYTES) return Buffer.allocUnsafeSlow(bytes);
    const at = this.kept.findIndex(({ byteLength }) => byteLength >= bytes && byteLength <= bytes * MOST_WASTE);
    const memory = at < 0 ? new ArrayBuffer(roomFor(bytes)) : this.takeKept(at);
    this.out.add(memory);
    return Buffer.from(memory, 0, bytes);
  }

  /** Takes memory back. Nobody may look at what was in it any more. */
  release(memory: ArrayBufferLike): void {
    // Also once only: what comes back twice would be given to two.
    if (!(memory instanceof ArrayBuffer) || !this.out.delete(memory)) return;
    if (this.keptBytes + memory.byteLength > MOST_KEPT_BYTES) return;
    this.kept.push(memory);
    this.keptBytes += memory.byteLength;
  }

  private takeKept(at: number): ArrayBuffer {
    const [memory] = this.kept.splice(at, 1) as [ArrayBuffer];
    this.keptBytes -= memory.byteLength;
    return memory;
  }
}

/** Rounded up by a quarter at most, so that answers of nearly one size fit into what another one had. */
function roomFor(bytes: number): number {
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}

/** The pool of this process. */
export const framePool = new FramePool();

/** An answer whose memory several readers use: when the last one is done, it is given back. Without that, it is collected. */
export class SharedFrame {
  constructor(
    private readonly memory: ArrayBufferLike,
    private readers: number,
    private readonly pool = framePool,
  ) {}

  /** One reader is done: it has copied what it keeps. */
  done(): void {
    this.readers -= 1;
    if (this.readers === 0) this.pool.release(this.memory);
  }
}
