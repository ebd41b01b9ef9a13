import type { SituationView } from '@lianfang/contract';
import type { ViewSource } from '@lianfang/stream';
import { movingSituation } from '../../live/moving-situation';
import { stateHash } from '../../live/state-hash';
import { monotonic } from './clock';
import type { PublishedState, ServerUsage } from './questions';

const MIB = 1024 * 1024;

/** The view `situation` of each second, with a note of what it was and when it was asked for. */
export class PublishedStates implements ViewSource {
  private readonly notes: { readonly at: number; readonly state: SituationView }[] = [];

  read(view: string): unknown {
    if (view !== 'situation') return undefined;
    const state = movingSituation(Date.now());
    this.notes.push({ at: monotonic(), state });
    return state;
  }

  /** Oldest first. Hashes are made now, so that they are no part of what is measured. */
  noted(): readonly PublishedState[] {
    return this.notes.map(({ at, state }) => ({ at, asOf: state.freshness.asOf ?? 0, hash: stateHash(state) }));
  }
}

/** What this process has used so far. */
export function usage(): ServerUsage {
  const { user, system } = process.cpuUsage();
  return { cpuSeconds: (user + system) / 1e6, rssMb: Math.round(process.memoryUsage.rss() / MIB), at: monotonic() };
}
