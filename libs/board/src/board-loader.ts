import type { StoredRows } from '@lianfang/store';
import type { Board, Need } from '@lianfang/views';

/** Loads the stored rows that a board asks for, and settles the need. */
export async function loadNeed(board: Board, need: Need, stored: StoredRows): Promise<void> {
  switch (need.kind) {
    case 'ledger':
      board.mergeLedger(await stored.ledger());
      break;
    case 'revisions':
      for await (const revisions of stored.revisions(need.from)) board.mergeRevisions(revisions);
      break;
    case 'folded-days':
      board.mergeDays(await stored.daySums(need.before));
      break;
    case 'range':
      for await (const rows of stored.rows({ tier: need.tier, stretches: [need] })) board.merge(rows);
      break;
    case 'groups': {
      const stretches = need.starts.map((from) => ({ from, to: from + need.length }));
      for await (const rows of stored.rows({ tier: need.tier, source: need.source, stretches })) board.merge(rows);
      break;
    }
  }
  board.settle(need);
}
