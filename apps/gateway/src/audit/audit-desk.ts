import {
  auditQuery,
  CENTRE_ONLY,
  EVERY_COUNTY,
  LONGEST_SEAL_DAYS,
  type AuditChainAnswer,
  type AuditHead,
  type AuditItem,
  type AuditPage,
  type AuditQuery,
  type Scope,
} from '@lianfang/contract';
import type { AuditHits, AuditStore } from '@lianfang/store';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, notFound, type ProblemError } from '../api/problem-error';
import type { EventNames } from '../evidence/event-names';
import type { CheckedChain } from './audit-check';
import type { SealedReads } from './sealed-reads.port';

/** What answers are made of. */
export interface AuditDeskParts {
  readonly store: Pick<AuditStore, 'find'>;
  readonly investigations: Pick<SealedReads, 'opened'>;
  /** Hides from counties what counts the entries of others. */
  readonly names: EventNames;
  readonly isCounty: (code: string) => boolean;
  readonly head: () => AuditHead | undefined;
  readonly checked: () => CheckedChain | undefined;
  /** When the newest entry that is kept was written; milliseconds. */
  readonly keptUntil: () => number | undefined;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Answers questions about the audit within a scope. */
export class AuditDesk {
  constructor(private readonly parts: AuditDeskParts) {}

  /** @throws ProblemError */
  async page(query: unknown, scope: Scope): Promise<AuditPage> {
    const asked = parseQuestion(auditQuery, query);
    const { store, investigations, names, isCounty } = this.parts;
    const { county } = asked;
    if (county !== undefined && county !== EVERY_COUNTY && county !== CENTRE_ONLY && !isCounty(county))
      throw noCounty();
    const hits = await store.find({
      counties: countiesOf(asked, scope),
      action: asked.action,
      from: instantOf(asked.from),
      to: instantOf(asked.to),
      below: this.placeOf(asked.cursor, scope),
      // Auditors see what counties do not see yet.
      seals:
        scope === CENTRE_ONLY
          ? undefined
          : { opened: await investigations.opened(), since: Date.now() - LONGEST_SEAL_DAYS * DAY_MS },
      size: asked.size,
    });
    const last = hits.more ? hits.entries.at(-1)?.offset : undefined;
    return {
      items: hits.entries.map((hit) => this.item(hit, scope)),
      sealed: hits.sealed,
      cursor: last === undefined ? null : names.shown(String(last), scope),
    };
  }

  chain(scope: Scope): AuditChainAnswer {
    const { head, checked, keptUntil } = this.parts;
    const [published, last, kept] = [head(), checked(), keptUntil()];
    // Of nothing there is nothing to say: "whole" would be read as being about the entries that came since.
    const check = last?.entries === 0 && last.faults.length === 0 ? undefined : last;
    const isAuditor = scope === CENTRE_ONLY;
    return {
      checked: check
        ? {
            at: check.at,
            isWhole: check.faults.length === 0,
            entries: isAuditor ? check.entries : null,
            faults: isAuditor ? [...check.faults] : [],
          }
        : null,
      head: published ? { at: published.at, hash: published.hash, offset: isAuditor ? published.offset : null } : null,
      keptUntil: isAuditor ? (kept ?? null) : toMinute(kept),
    };
  }

  private placeOf(cursor: string | undefined, scope: Scope): number | undefined {
    if (cursor === undefined) return undefined;
    const place = this.parts.names.readSealed(cursor, scope);
    if (place === undefined || !/^\d{1,15}$/.test(place))
      throw badQuestion('The cursor is not one of ours. Ask without it for the first page.');
    return Number(place);
  }

  private item({ hash, entry }: AuditHits['entries'][number], scope: Scope): AuditItem {
    const { requestId: _ours, actor, thing, ...rest } = entry;
    const isAuditor = scope === CENTRE_ONLY;
    return {
      ...rest,
      actor: { ...actor, subject: isAuditor ? actor.subject : null },
      // What names an event holds its place in the log of all.
      thing: thing !== null && rest.capability === 'evidence.read' ? this.parts.names.shown(thing, scope) : thing,
      hash,
    };
  }
}

/** A county sees what is about it, and what is about every county; asked for another, there is nothing. */
function countiesOf({ county, about }: AuditQuery, scope: Scope): readonly string[] | undefined {
  if (scope === CENTRE_ONLY) {
    if (county === undefined) return undefined;
    return about === 'own' || county === EVERY_COUNTY || county === CENTRE_ONLY ? [county] : [county, EVERY_COUNTY];
  }
  if (county !== undefined && county !== scope.county) throw noCounty();
  return about === 'own' ? [scope.county] : [scope.county, EVERY_COUNTY];
}

function noCounty(): ProblemError {
  return notFound('There is no such county. Ask /api/v1/directory for the codes.');
}

/** To a county the time of the newest entry is the pulse of what others do: the minute is enough to see that it is followed. */
function toMinute(at: number | undefined): number | null {
  return at === undefined ? null : Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}
