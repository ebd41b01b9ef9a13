import { clearAwayRebuild, RebuildLostError } from '@lianfang/store';
import type { RebuildOrder } from './command-line';
import { GivenReference } from './given-reference';
import { describePlan } from './plan-rebuild';
import { Rebuild, type RebuildReport } from './rebuild';
import type { RebuildParts } from './rebuild-parts';
import { selectChunks, type Selection, type SourceToRebuild } from './select-chunks';

/** Who works, as people find it, and whether a rebuild that has not ended is taken over. */
export interface Worker {
  readonly owner: string;
  readonly breakLock: boolean;
}

interface Asked {
  readonly selection: Selection;
  readonly given: GivenReference;
}

/** Says what would be done. Nothing is changed. @throws RebuildRefusedError */
export async function sayPlan(parts: RebuildParts, order: RebuildOrder, selection: Selection): Promise<string[]> {
  const given = GivenReference.read(order);
  return describePlan(await select(parts, { selection, given }), given.describe());
}

/** Makes the range again and puts it in place. @throws when nothing was changed, saying why. */
export async function runRebuild(
  parts: RebuildParts,
  order: RebuildOrder,
  selection: Selection,
  worker: Worker,
): Promise<RebuildReport> {
  const { lock, client, names } = parts;
  const given = GivenReference.read(order);
  await parts.indicators.read();
  const { generation, leftBlocked } = await lock.take(worker.owner, Date.now(), worker.breakLock);
  let blocked = leftBlocked;
  try {
    await clearAwayRebuild(client, names, leftBlocked);
    const current = await parts.stores.rows.generations();
    const sources = await select(parts, { selection, given });
    const onBlocking = (indices: readonly string[]): void => void (blocked = indices);
    const report = await new Rebuild(parts, { generation, selection, given, sources, onBlocking }, current).run();
    await lock.release(generation);
    return report;
  } catch (error) {
    // Somebody else works now: what is there is theirs.
    if (!(error instanceof RebuildLostError)) await clearAway(parts, generation, blocked);
    throw error;
  }
}

/** Clears away what a rebuild left that did not come to its end. @returns names of the indices that were removed. */
export async function abortRebuild({ lock, client, names }: RebuildParts, owner: string): Promise<string[]> {
  const { generation, leftBlocked } = await lock.take(owner, Date.now(), true);
  const removed = await clearAwayRebuild(client, names, leftBlocked);
  await lock.release(generation);
  return removed;
}

async function select(parts: RebuildParts, { selection, given }: Asked): Promise<SourceToRebuild[]> {
  const sources = await selectChunks({ ...parts, pinFor: (old) => given.pinFor(old) }, selection);
  const pins = sources.flatMap(({ chunks }) => chunks.map(({ next }) => next));
  await given.requireFit(pins, parts.artifacts);
  return sources;
}

async function clearAway(
  { client, names, lock, say }: RebuildParts,
  generation: number,
  blocked: readonly string[],
): Promise<void> {
  try {
    await clearAwayRebuild(client, names, blocked);
    await lock.release(generation);
  } catch (error) {
    say(`What was begun could not be cleared away (${String(error)}). Do it with npm run rebuild -- --abort.`);
  }
}
