import { Injectable, inject } from '@angular/core';
import {
  evidencePage,
  evidenceRecord,
  type EvidencePage,
  type EvidenceQuery,
  type EvidenceRecord,
} from '@lianfang/contract';
import type { Answer } from './ask-server';
import { ServerDoor } from './server-door';

/** What is asked of kept events: instants in ISO 8601 with zone, and values that narrow the list. */
export type EvidenceQuestion = Omit<EvidenceQuery, 'size' | 'cursor'>;

const EVIDENCE = '/api/v1/evidence';
const PAGE_SIZE = 50;

/** Kept events by REST. `purpose`: why somebody of the centre looks; the counties concerned read it. */
@Injectable({ providedIn: 'root' })
export class EvidenceSource {
  private readonly door = inject(ServerDoor);

  list(question: EvidenceQuestion, cursor: string | null, purpose?: string): Promise<Answer<EvidencePage>> {
    const query = new URLSearchParams({ size: String(PAGE_SIZE) });
    for (const [name, value] of Object.entries(question)) if (value !== undefined) query.set(name, value);
    if (cursor !== null) query.set('cursor', cursor);
    return this.door.ask(`${EVIDENCE}?${query.toString()}`, evidencePage, { purpose });
  }

  open(id: string, purpose?: string): Promise<Answer<EvidenceRecord>> {
    return this.door.ask(`${EVIDENCE}/${encodeURIComponent(id)}`, evidenceRecord, { purpose });
  }
}
