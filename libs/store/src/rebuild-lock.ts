import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { z } from 'zod';
import { versioned } from './index-templates';
import { changeDocument } from './versioned-documents';

const rebuildLock = z.object({
  kind: z.literal('lock'),
  /** Number of the last rebuild that was begun, whether it came to an end or not. */
  generation: z.number().int(),
  /** Who works, as people may find them: machine and process. Null: nobody. */
  owner: z.string().nullable(),
  /** Wall clock when the work was begun (milliseconds), for people. */
  at: z.number().int(),
  /** Indices that this rebuild has blocked for writes, or is about to. */
  blocked: z.array(z.string()),
});
type LockDocument = z.infer<typeof rebuildLock>;

/** Another rebuild works, or died at work. */
export class RebuildRunningError extends Error {
  readonly code = 'LF-REBUILD-RUNNING';

  constructor(owner: string, at: number) {
    super(
      `A rebuild was begun by ${owner} at ${new Date(at).toISOString()} and has not ended. If it still runs, wait for it. If it ` +
        'died, make sure that its process is gone, then go on with --break-lock, or clear away what it left with --abort.',
    );
    this.name = 'RebuildRunningError';
  }
}

/** The rebuild was declared dead by somebody else, who works now. */
export class RebuildLostError extends Error {
  readonly code = 'LF-REBUILD-LOCK';

  constructor() {
    super('Another rebuild took over from this one. Nothing was put in place; let the other one end.');
    this.name = 'RebuildLostError';
  }
}

/** What was taken over. */
export interface TakenLock {
  /** The number of this rebuild: higher than that of any that was ever begun. */
  readonly generation: number;
  /** Indices that the one before left blocked. */
  readonly leftBlocked: readonly string[];
}

/** Sees to it that one rebuild works at a time, and numbers them. */
export interface RebuildLock {
  /** @param isBreaking takes over from one that has not ended. @throws RebuildRunningError */
  take(owner: string, at: number, isBreaking: boolean): Promise<TakenLock>;
  /** @throws RebuildLostError when it is no longer ours; so do all below. */
  check(generation: number): Promise<void>;
  /** Notes what is about to be blocked, so that whoever comes after us can take the block away. */
  noteBlocked(generation: number, indices: readonly string[]): Promise<void>;
  release(generation: number): Promise<void>;
  /** Keeps what a rebuild did, for good: what was asked, and the pins that it replaced. */
  record(generation: number, details: object): Promise<void>;
}

/** The {@link RebuildLock} on Elasticsearch. */
export function createRebuildLock(client: Client, names: IndexNames): RebuildLock {
  const index = versioned(names.rebuild);
  const place = { index, id: 'lock' };
  const parse = (source: unknown): LockDocument => rebuildLock.parse(source);
  const change = async (generation: number, next: (lock: LockDocument) => LockDocument): Promise<void> => {
    await changeDocument(client, place, parse, (lock) => {
      if (lock?.generation !== generation || lock.owner === null) throw new RebuildLostError();
      return next(lock);
    });
  };
  return {
    take: async (owner, at, isBreaking) => {
      let leftBlocked: readonly string[] = [];
      const taken = await changeDocument(client, place, parse, (lock): LockDocument => {
        if (lock && lock.owner !== null && !isBreaking) throw new RebuildRunningError(lock.owner, lock.at);
        leftBlocked = lock?.blocked ?? [];
        // What was left blocked stays noted until it is free.
        return { kind: 'lock', generation: (lock?.generation ?? 1) + 1, owner, at, blocked: [...leftBlocked] };
      });
      return { generation: taken?.generation ?? 0, leftBlocked };
    },
    check: (generation) => change(generation, (lock) => lock),
    noteBlocked: (generation, indices) => change(generation, (lock) => ({ ...lock, blocked: [...indices] })),
    release: (generation) => change(generation, (lock) => ({ ...lock, owner: null, blocked: [] })),
    record: async (generation, details) => {
      await client.index({ index, id: `rebuild-${generation}`, document: { kind: 'record', generation, details } });
    },
  };
}
