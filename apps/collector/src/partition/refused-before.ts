import type { LogRecord } from '@lianfang/platform/kafka';
import type { Pin, PinStore } from '@lianfang/store';
import { readRecord, type Stages } from '../pipeline';
import type { StageLibrary } from '../reference/stage-library';

/** A stretch of the log that was counted under another registry or directory: `from` included, `to` not. */
export interface OtherStretch {
  readonly from: number;
  readonly to: number;
  readonly stages: Stages;
}

/** Offsets of the window before a chunk. */
export interface WindowOffsets {
  readonly from: number;
  readonly to: number;
}

/**
 * Knows which records of the window before a chunk were refused by the registry of their own chunk. They were not counted,
 * so the same event is no duplicate of them: what is sent again once the registry is mended must count.
 */
export class RefusedBefore {
  constructor(private readonly stretches: readonly OtherStretch[]) {}

  has(record: LogRecord): boolean {
    const stretch = this.stretches.find(({ from, to }) => record.offset >= from && record.offset < to);
    if (stretch === undefined) return false;
    const outcome = readRecord(record, stretch.stages, undefined);
    return outcome.kind === 'rejected' && outcome.rejection.code.startsWith('sensor-');
  }
}

/**
 * Looks under which registries a window was counted.
 * @param pin of the chunk after it. @param pins of the chunks that the window touches, in the order of offsets.
 */
export async function refusedBefore(library: StageLibrary, pin: Pin, pins: readonly Pin[]): Promise<RefusedBefore> {
  const stretches: OtherStretch[] = [];
  for (const [at, other] of pins.entries()) {
    if (other.sensors === undefined) continue;
    if (other.sensors === pin.sensors && other.directory === pin.directory) continue;
    // What this release can't serve any more: then only the chunk's own pin judges.
    const stages = await library.stagesFor(other).catch(() => undefined);
    const to = pins[at + 1]?.from ?? pin.from;
    const last = stretches.at(-1);
    // Chunks with the same pin share their stages.
    if (last?.to === other.from && last.stages === stages) stretches[stretches.length - 1] = { ...last, to };
    else if (stages) stretches.push({ from: other.from, to, stages });
  }
  return new RefusedBefore(stretches);
}

/** The same for a chunk that is about to be counted. */
export async function lookBefore(
  { pins, library }: { readonly pins: PinStore; readonly library: StageLibrary },
  pin: Pin,
  window: WindowOffsets,
): Promise<RefusedBefore> {
  if (window.from >= window.to) return new RefusedBefore([]);
  return refusedBefore(library, pin, await pins.touching(pin, window.from, window.to));
}
