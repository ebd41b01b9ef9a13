import type { LedgerRow } from '@lianfang/contract';
import type { BulkOutcome, EvidenceStore, RebuildIndices, RevisionStore, RowStore, SketchStore } from '@lianfang/store';
import type { Recounted } from './recount';
import { requireSameOffsets } from './recount';
import type { ChunkToRebuild } from './select-chunks';
import type { Patience } from './patience';

/** Where the documents of rebuilt chunks go. */
export interface RebuildStores {
  readonly rows: RowStore;
  readonly revisions: RevisionStore;
  readonly sketches: SketchStore;
  readonly evidence: EvidenceStore;
}

/** A document of the rebuild was refused for good. */
export class RebuildDocumentError extends Error {
  readonly code = 'LF-REBUILD-DOCUMENT';

  constructor(reason: string) {
    super(`Elasticsearch refuses a row of the rebuild (${reason}). Correct the index's mapping, and start again.`);
    this.name = 'RebuildDocumentError';
  }
}

/** Writes everything that one chunk made to the new indices. @returns its ledger row. */
export async function writeChunk(
  { account, isHistory }: Recounted,
  chunk: ChunkToRebuild,
  { stores, indices, patience }: { stores: RebuildStores; indices: RebuildIndices; patience: Patience },
): Promise<LedgerRow> {
  const where = { history: isHistory, generations: indices.generations };
  const { rows, revisions, ledger } = account.takeChanges();
  requireSameOffsets(chunk, ledger.skipped);
  const sketches = account.takeSketches();
  const evidence = account.evidence.take();
  const write = (what: string, work: () => Promise<BulkOutcome[]>): Promise<BulkOutcome[]> =>
    patience(`Writing ${what} of chunk ${ledger.chunk}`, work);
  // Nobody sees them yet, so their order says nothing.
  const [kept] = await Promise.all([
    write('evidence', () => stores.evidence.write(evidence, where)),
    write('rows', () => stores.rows.writeRows(rows, where)).then(requireTaken),
    write('revisions', () => stores.revisions.write(revisions, where)).then(requireTaken),
    write('sketches', () => stores.sketches.write(sketches, where)).then(requireTaken),
    write('the pin', () => indices.writePins([chunk.next])).then(requireTaken),
  ]);
  // As when it was counted first: evidence that is refused is counted, and stands in nobody's way.
  const evidenceRefused = kept.filter(({ kind }) => kind === 'refused').length;
  const complete = { ...ledger, ...(ledger.evidenceKept !== undefined && { evidenceRefused }) };
  requireTaken(await write('the ledger row', () => stores.rows.writeLedger([complete], where)));
  return complete;
}

/** @throws RebuildDocumentError */
export function requireTaken(outcomes: readonly BulkOutcome[]): void {
  const refused = outcomes.find(({ kind }) => kind === 'refused');
  if (refused?.kind === 'refused') throw new RebuildDocumentError(refused.reason);
}
