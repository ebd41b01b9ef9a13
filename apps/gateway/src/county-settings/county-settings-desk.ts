import type { Principal } from '@lianfang/access';
import {
  CENTRE_ONLY,
  countySettingsOrder,
  unsetCountySettings,
  type CountySettings,
  type CountySettingsAnswer,
  type CountySettingsList,
  type CountySettingsOrder,
  type LocalName,
  type Scope,
} from '@lianfang/contract';
import type { CountySettingsStore } from '@lianfang/store';
import { isWithin } from '../api/county-within';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, conflict, notFound } from '../api/problem-error';
import type { AuditLog, Deed } from '../audit/audit-log';
import type { CountySettingsBook } from './county-settings-book';

/** What a desk is made of. */
export interface CountySettingsDeskParts {
  readonly store: CountySettingsStore;
  readonly book: Pick<CountySettingsBook, 'note'>;
  readonly audit: Pick<AuditLog, 'record' | 'noteRefusal'>;
  /** Codes of the directory. */
  readonly counties: () => readonly string[];
  /** A county's agencies in the directory by id, with the directory's names. */
  readonly agenciesOf: (county: string) => ReadonlyMap<string, LocalName>;
  readonly now: () => number;
}

/** Who asks, how far they reach, and in which request. */
export interface SettingsAsker {
  readonly principal: Principal;
  readonly scope: Scope;
  readonly requestId: string;
}

const MOST_NAMED = 10;

/** Reads and changes what counties have set. A change is in the audit before it is taken. */
export class CountySettingsDesk {
  constructor(private readonly parts: CountySettingsDeskParts) {}

  /** @throws ProblemError (404) */
  async read(county: string, scope: Scope): Promise<CountySettingsAnswer> {
    if (!this.isThere(county, scope)) throw noCounty();
    return this.answer((await this.parts.store.find(county)) ?? unsetCountySettings(county));
  }

  /** Those that have set something, of all counties; for people of a county, theirs alone. */
  async all(scope: Scope): Promise<CountySettingsList> {
    const counties = this.parts.counties().filter((code) => isWithin(code, scope));
    return { items: await this.parts.store.ofAll(counties) };
  }

  /** @throws ProblemError (400, 404, 409 changed since), AuditAwayError */
  async change(county: string, order: unknown, asker: SettingsAsker): Promise<CountySettingsAnswer> {
    if (!this.isThere(county, asker.scope)) {
      this.noteCrossing(county, asker);
      throw noCounty();
    }
    const asked = parseQuestion(countySettingsOrder, order);
    const before = await this.parts.store.find(county);
    this.assertKnown(asked, county, before);
    assertNewest(asked, before);
    const revision = asked.revision + 1;
    await this.parts.audit.record({ ...deedOf(county, asker), action: 'changed', thing: `revision ${revision}` });
    const { now } = this.parts;
    const kept = await this.parts.store.change(county, (current) => {
      // Somebody may have been faster since: then this change is refused after all.
      assertNewest(asked, current);
      return { ...asked, county, revision, at: now(), by: asker.principal.name };
    });
    if (!kept) throw new Error('A change of settings left nothing.');
    this.parts.book.note(kept);
    return this.answer(kept);
  }

  private answer(settings: CountySettings): CountySettingsAnswer {
    return { ...settings, directoryNames: Object.fromEntries(this.parts.agenciesOf(settings.county)) };
  }

  private isThere(county: string, scope: Scope): boolean {
    return isWithin(county, scope) && this.parts.counties().includes(county);
  }

  /** A name that the county has given already stays, though the directory knows its agency no longer: it may come back. */
  private assertKnown(asked: CountySettingsOrder, county: string, before: CountySettings | undefined): void {
    const agencies = this.parts.agenciesOf(county);
    const given = new Set(Object.keys(before?.agencyNames ?? {}));
    const unknown = Object.keys(asked.agencyNames).filter((id) => !agencies.has(id) && !given.has(id));
    if (unknown.length === 0) return;
    const more = unknown.length > MOST_NAMED ? ` and ${unknown.length - MOST_NAMED} more` : '';
    const named = unknown.slice(0, MOST_NAMED).map((id) => `\`${id}\``);
    throw badQuestion(
      `agencyNames: the directory has no agency ${named.join(', ')}${more} of this county. Ask /api/v1/directory?county=${county} for its ids.`,
    );
  }

  /** Their own county sees that they tried; the other one learns nothing of it, as with reads. */
  private noteCrossing(asked: string, asker: SettingsAsker): void {
    const { scope } = asker;
    if (scope === CENTRE_ONLY || scope.county === asked || !/^\d{5}$/.test(asked)) return;
    this.parts.audit.noteRefusal({ ...deedOf(scope.county, asker), action: 'refused', thing: asked });
  }
}

function deedOf(county: string, { principal, requestId }: SettingsAsker): Omit<Deed, 'action'> {
  const what = 'PUT /api/v1/counties/{code}/settings';
  return { principal, county, capability: 'settings.change', what, requestId };
}

function assertNewest({ revision }: CountySettingsOrder, current: CountySettings | undefined): void {
  if ((current?.revision ?? 0) !== revision)
    throw conflict(
      'Somebody has changed these settings since you read them. Read them again, then change what is there.',
    );
}

function noCounty() {
  return notFound('There is no such county. Ask /api/v1/directory for the codes.');
}
