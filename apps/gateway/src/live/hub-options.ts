import type { HubOptions } from '@lianfang/stream';
import type { GatewayCounters } from '../gateway-metrics';

/** A viewer that comes back within this many seconds gets only what it missed. */
const FRAMES_KEPT = 60;
/** About a minute of frames of the largest view. */
const SLOW_ABOVE_BYTES = 256 * 1024;

/** How the gateway's views are sent. */
export function hubOptions(counters: Pick<GatewayCounters, 'frames' | 'frameBytes'>): HubOptions {
  return {
    framesKept: FRAMES_KEPT,
    slowAboveBytes: SLOW_ABOVE_BYTES,
    onSent: (frames, bytes) => {
      counters.frames.inc(frames);
      counters.frameBytes.inc(bytes);
    },
  };
}
