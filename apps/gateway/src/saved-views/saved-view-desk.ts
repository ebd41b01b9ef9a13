import { randomUUID } from 'node:crypto';
import { capabilitiesOf, type Capability, type Principal } from '@lianfang/access';
import {
  CENTRE_ONLY,
  MOST_SAVED_VIEWS,
  MOST_SHARED_VIEWS,
  savedViewChange,
  savedViewOrder,
  type SavedScreen,
  type SavedView,
  type SavedViewItem,
  type SavedViewList,
  type Scope,
} from '@lianfang/contract';
import type { SavedViewStore, ViewHolder } from '@lianfang/store';
import { z } from 'zod';
import { parseQuestion } from '../api/parse-question';
import { conflict, notFound, ProblemError } from '../api/problem-error';

/** What a desk is made of. */
export interface SavedViewDeskParts {
  readonly store: SavedViewStore;
  readonly now: () => number;
}

/** Who asks, and for which office: their county, or the centre. */
export interface ViewAsker {
  readonly principal: Principal;
  readonly scope: Scope;
}

/** What a screen takes beyond the right to save views: its words alone may tell what its lines would. */
const NEEDS: Partial<Record<SavedScreen, Capability>> = { evidence: 'evidence.read' };

const isId = z.uuid();
/** As people look for a name: by strokes, and `2` before `10`. */
const byName = new Intl.Collator('zh-Hant-TW', { numeric: true });

/**
 * Keeps names for addresses of screens. A view stays with the office where it was made: whoever has moved to another one
 * sees it there no longer, and what they shared stays with those they shared it with.
 */
export class SavedViewDesk {
  constructor(private readonly parts: SavedViewDeskParts) {}

  async list(asker: ViewAsker): Promise<SavedViewList> {
    const seen = await this.parts.store.seenBy(holderOf(asker));
    const may = capabilitiesOf(asker.principal);
    const items = seen.flatMap((view) => {
      const need = NEEDS[view.screen];
      return need === undefined || may.includes(need) ? [itemOf(view, asker)] : [];
    });
    return { items: items.sort((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)) };
  }

  /** @throws ProblemError (400, 409 where there are too many) */
  async add(order: unknown, asker: ViewAsker): Promise<SavedViewItem> {
    const { store, now } = this.parts;
    const asked = parseQuestion(savedViewOrder, order);
    await this.assertRoom(asker, { own: true, shared: asked.shared });
    const { subject, office } = holderOf(asker);
    const made: SavedView = {
      ...asked,
      id: randomUUID(),
      county: office,
      subject,
      by: asker.principal.name,
      at: now(),
      revision: 1,
    };
    await store.change(made.id, (current) => current ?? made);
    return itemOf(made, asker);
  }

  /** @throws ProblemError (400, 403 somebody else’s, 404, 409 changed since, or too many shared) */
  async change(id: string, order: unknown, asker: ViewAsker): Promise<SavedViewItem> {
    const { store, now } = this.parts;
    const { revision, ...asked } = parseQuestion(savedViewChange, order);
    const found = isId.safeParse(id).success ? await store.find(id) : undefined;
    if (!found) throw noSuch();
    assertOwn(found, asker);
    if (asked.shared && !found.shared) await this.assertRoom(asker, { own: false, shared: true });
    const by = asker.principal.name;
    const kept = await store.change(id, (current) => {
      if (!current) return undefined;
      assertOwn(current, asker);
      if (current.revision !== revision) throw changedSince();
      return { ...current, ...asked, by, at: now(), revision: revision + 1 };
    });
    if (!kept) throw noSuch();
    return itemOf(kept, asker);
  }

  /** @returns what it was, so that it can be saved once more. @throws ProblemError (403 somebody else’s, 404) */
  async remove(id: string, asker: ViewAsker): Promise<SavedViewItem> {
    const known = isId.safeParse(id).success;
    const gone = known ? await this.parts.store.remove(id, (current) => assertOwn(current, asker)) : undefined;
    if (!gone) throw noSuch();
    return itemOf(gone, asker);
  }

  /** Two gateways that look at the same time may let one too many in; nothing breaks by it. */
  private async assertRoom(asker: ViewAsker, more: { readonly own: boolean; readonly shared: boolean }): Promise<void> {
    const holder = holderOf(asker);
    const seen = await this.parts.store.seenBy(holder);
    if (more.own && seen.filter(({ subject }) => subject === holder.subject).length >= MOST_SAVED_VIEWS)
      throw conflict(
        `You have saved ${MOST_SAVED_VIEWS} views, and no more can be. Delete one that you no longer need.`,
      );
    if (more.shared && seen.filter(({ shared }) => shared).length >= MOST_SHARED_VIEWS)
      throw conflict(
        `Your office shares ${MOST_SHARED_VIEWS} views, and no more can be. Save it for yourself, or have somebody stop sharing theirs.`,
      );
  }
}

function holderOf({ principal, scope }: ViewAsker): ViewHolder {
  return { subject: principal.subject, office: scope === CENTRE_ONLY ? CENTRE_ONLY : scope.county };
}

function itemOf({ subject, county: _office, ...shown }: SavedView, { principal }: ViewAsker): SavedViewItem {
  return { ...shown, own: subject === principal.subject };
}

/** What somebody else's office or somebody else alone sees does not exist for whoever asks. */
function assertOwn(view: SavedView, asker: ViewAsker): void {
  const { subject, office } = holderOf(asker);
  if (view.county !== office || (view.subject !== subject && !view.shared)) throw noSuch();
  if (view.subject !== subject)
    throw new ProblemError(
      403,
      'Somebody else’s view',
      'Only who made it changes or deletes it. Save one of your own.',
    );
}

function noSuch(): ProblemError {
  return notFound('There is no such saved view. Ask /api/v1/saved-views for those there are.');
}

function changedSince(): ProblemError {
  return conflict('It was changed since you read it. Read it again, then change what is there now.');
}
