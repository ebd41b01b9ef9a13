import { constants, inflateRawSync } from 'node:zlib';
import { serverFrame, type ServerFrame } from '@lianfang/contract';
import { applyFrame, NO_VIEW, type ViewState } from '../../../libs/screen/data-access/src/view-state';
import { stateHash } from '../../live/state-hash';
import type { WireMessage } from './frame-reader';

/** A state that some client of this process has reached, by its own frames. */
export interface ReachedState {
  readonly view: ViewState;
  /** `freshness.asOf` of it, which no other second has. */
  readonly asOf: number;
  readonly hash: string;
}

interface KnownFrame {
  readonly frame: ServerFrame;
  /** What became of a state by it; undefined for a gap. */
  readonly after: Map<ReachedState | undefined, ReachedState | undefined>;
}

const FRAMES_KEPT = 200;
/** What a sender of compressed messages leaves away at their end (RFC 7692, 7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/**
 * Follows states as the dashboard does, by its own code, for thousands of clients of one process: each has its own state and its
 * own bytes, but what the same bytes make of the same state is worked out once.
 */
export class StateBook {
  private readonly frames = new Map<string, KnownFrame>();
  /** By `asOf`. */
  readonly hashes = new Map<number, Set<string>>();

  /** The state after a message; undefined where a frame is missing before it. @throws for what is no frame of a view. */
  follow(before: ReachedState | undefined, message: WireMessage): ReachedState | undefined {
    const known = this.known(message);
    if (known.after.has(before)) return known.after.get(before);
    const reached = this.apply(before, known.frame);
    known.after.set(before, reached);
    return reached;
  }

  private known(message: WireMessage): KnownFrame {
    const key = message.payload.toString('latin1');
    let found = this.frames.get(key);
    if (!found) {
      found = { frame: serverFrame.parse(JSON.parse(textOf(message))), after: new Map() };
      this.frames.set(key, found);
      const [oldest] = this.frames.keys();
      if (this.frames.size > FRAMES_KEPT && oldest !== undefined) this.frames.delete(oldest);
    }
    return found;
  }

  private apply(before: ReachedState | undefined, frame: ServerFrame): ReachedState | undefined {
    if (frame.type === 'error') throw new Error(`The server answers ${frame.code}: ${frame.detail}`);
    const applied = applyFrame(before?.view ?? NO_VIEW, frame, false);
    if (applied.kind === 'repeated') return before;
    if (applied.kind === 'gap') return undefined;
    const { asOf } = (applied.view.state as { freshness: { asOf: number } }).freshness;
    const hash = stateHash(applied.view.state);
    const others = this.hashes.get(asOf) ?? new Set();
    this.hashes.set(asOf, others.add(hash));
    return { view: applied.view, asOf, hash };
  }
}

/** Ours is deflated by itself (binary), a peer's by the extension, or not at all. */
function textOf({ opcode, isDeflated, payload }: WireMessage): string {
  const BINARY = 0x2;
  if (isDeflated) {
    return inflateRawSync(Buffer.concat([payload, TAIL]), { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
  }
  return opcode === BINARY ? inflateRawSync(payload).toString('utf8') : payload.toString('utf8');
}
