import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  askFor,
  decideOn,
  endNow,
  type Capability,
  type Principal,
  type StepBy,
  type StepRefusal,
} from '@lianfang/access';
import {
  investigationDecision,
  investigationEnd,
  investigationOrder,
  investigationQuery,
  LONGEST_PURPOSE,
  type Investigation,
  type InvestigationItem,
  type InvestigationPage,
  type Result,
} from '@lianfang/contract';
import { InvestigationCursorError, type InvestigationStore } from '@lianfang/store';
import { z } from 'zod';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, conflict, notFound, ProblemError } from '../api/problem-error';
import type { AuditLog } from '../audit/audit-log';
import type { InvestigationBook } from './investigation-book';
import { investigationItem } from './investigation-item';

/** What a desk is made of. */
export interface InvestigationDeskParts {
  readonly store: InvestigationStore;
  readonly book: Pick<InvestigationBook, 'forget'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly isCounty: (code: string) => boolean;
  readonly now: () => number;
}

/** Who asks, and in which request. */
export interface Applicant {
  readonly principal: Principal;
  readonly requestId: string;
}

/** One step of an investigation, as it is told to the audit. */
interface Step {
  readonly what: string;
  readonly capability: Capability;
  readonly thing: string;
  readonly reason: string | undefined;
}

/** With 22 counties nobody needs so many; the audit names every one of them in each question of a county. */
const MOST_SEALED = 200;
const PATH = '/api/v1/investigations';
const isId = z.uuid();
const MOST_TRIES = 4;
const RETRY_MS = 1_000;

/**
 * Asks for, decides and ends sealed investigations. Each step is in the audit before it is taken; a step that then fails
 * leaves an entry about what did not happen, never the other way round.
 */
export class InvestigationDesk {
  constructor(private readonly parts: InvestigationDeskParts) {}

  /** @throws ProblemError */
  async page(query: unknown, principal: Principal): Promise<InvestigationPage> {
    const { store, now } = this.parts;
    const asked = parseQuestion(investigationQuery, query);
    const at = now();
    const hits = await store.page(asked, at).catch((error: unknown) => {
      throw error instanceof InvestigationCursorError ? badQuestion(error.message) : error;
    });
    return { items: hits.items.map((one) => investigationItem(one, principal, at)), cursor: hits.cursor };
  }

  /** @throws ProblemError (404) */
  async open(id: string, principal: Principal): Promise<InvestigationItem> {
    return investigationItem(await this.find(id), principal, this.parts.now());
  }

  /** @throws ProblemError, AuditAwayError */
  async ask(order: unknown, applicant: Applicant): Promise<InvestigationItem> {
    const { store, isCounty, now } = this.parts;
    const asked = parseQuestion(investigationOrder, order);
    if (!isCounty(asked.county))
      throw badQuestion('county: there is no such county. Ask /api/v1/directory for the codes.');
    // Asked of the store, so that nobody writes to the audit about an investigation that can't be kept.
    if ((await store.countSealed(now())) >= MOST_SEALED)
      throw conflict(`${MOST_SEALED} investigations are sealed, and no more can be. End one that is no longer needed.`);
    const made = askFor(randomUUID(), asked, { by: applicant.principal, at: now() });
    const step: Step = { what: `POST ${PATH}`, capability: 'investigation.ask', thing: made.id, reason: asked.reason };
    await this.record(made, step, applicant);
    return this.keep(made.id, applicant, (current) => current ?? made);
  }

  /** @throws ProblemError, AuditAwayError */
  async decide(id: string, order: unknown, applicant: Applicant): Promise<InvestigationItem> {
    const { decision, reason } = parseQuestion(investigationDecision, order);
    const step: Step = {
      what: `POST ${PATH}/{id}/decision`,
      capability: 'investigation.decide',
      thing: `${id}/${decision}`,
      reason,
    };
    return this.take(id, step, applicant, (current, by) => decideOn(current, decision, by));
  }

  /** @throws ProblemError, AuditAwayError */
  async end(id: string, order: unknown, applicant: Applicant): Promise<InvestigationItem> {
    const { reason } = parseQuestion(investigationEnd, order);
    const step: Step = { what: `POST ${PATH}/{id}/end`, capability: 'investigation.end', thing: id, reason };
    return this.take(id, step, applicant, endNow);
  }

  private async take(
    id: string,
    step: Step,
    applicant: Applicant,
    next: (current: Investigation, by: StepBy) => Result<Investigation, StepRefusal>,
  ): Promise<InvestigationItem> {
    const found = await this.find(id);
    const by: StepBy = { by: applicant.principal, at: this.parts.now(), reason: step.reason };
    taken(next(found, by));
    await this.record(found, step, applicant);
    // Somebody may have been faster since: then this step is refused after all.
    return this.keep(id, applicant, (current) => (current ? taken(next(current, by)) : undefined));
  }

  private async find(id: string): Promise<Investigation> {
    const found = isId.safeParse(id).success ? await this.parts.store.find(id) : undefined;
    if (!found) throw noSuch();
    return found;
  }

  private async record({ id, county }: Investigation, step: Step, { principal, requestId }: Applicant): Promise<void> {
    const { what, capability, thing, reason } = step;
    const purpose = reason === undefined ? undefined : shortened(reason);
    await this.parts.audit.record({
      principal,
      action: 'changed',
      county,
      capability,
      what,
      thing,
      purpose,
      investigation: id,
      requestId,
    });
  }

  private async keep(
    id: string,
    { principal }: Applicant,
    next: (current: Investigation | undefined) => Investigation | undefined,
  ): Promise<InvestigationItem> {
    const { store, book, now } = this.parts;
    const kept = await persistently(() => store.change(id, next));
    book.forget();
    if (!kept) throw noSuch();
    return investigationItem(kept, principal, now());
  }
}

function taken(result: Result<Investigation, StepRefusal>): Investigation {
  if (result.ok) return result.value;
  if (result.error === 'own')
    throw new ProblemError(403, 'Somebody else decides', 'You asked for it yourself. Ask another auditor to decide.');
  throw conflict('It does not stand where this step begins: read it again, its state says what became of it.');
}

/** The audit tells of it already: Elasticsearch gets another chance before an entry stands there about nothing. */
async function persistently<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (error instanceof ProblemError || tries >= MOST_TRIES) throw error;
      await delay(RETRY_MS);
    }
  }
}

function noSuch(): ProblemError {
  return notFound('There is no such investigation. Ask /api/v1/investigations for those there are.');
}

/** Line breaks are for pages of more than one line; an entry of the audit has one. */
function shortened(reason: string): string {
  const line = reason.replaceAll(/\s+/g, ' ');
  // Cut between characters: half of one is no text.
  return line.length <= LONGEST_PURPOSE
    ? line
    : `${line.slice(0, LONGEST_PURPOSE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
