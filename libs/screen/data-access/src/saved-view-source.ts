import { Injectable, inject } from '@angular/core';
import {
  savedViewItem,
  savedViewList,
  type SavedViewChange,
  type SavedViewItem,
  type SavedViewOrder,
} from '@lianfang/contract';
import type { Answer } from './ask-server';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const PATH = '/api/v1/saved-views';
const EVERY = 60_000;

/**
 * Saved views by REST: one's own and those that one's office shares, of all screens, by name. Whoever shows them starts and
 * stops `all`; what is written here is in it when the write is answered.
 */
@Injectable()
export class SavedViewSource {
  private readonly door = inject(ServerDoor);

  readonly all = new Polled({ path: () => PATH, schema: savedViewList, every: EVERY }, this.door);

  save(order: SavedViewOrder): Promise<Answer<SavedViewItem>> {
    return this.written(this.door.ask(PATH, savedViewItem, { order }));
  }

  /** By who made it alone; a problem with status 409 says that `revision` is an old one. */
  change(id: string, order: SavedViewChange): Promise<Answer<SavedViewItem>> {
    return this.written(this.door.ask(pathOf(id), savedViewItem, { method: 'PUT', order }));
  }

  /** Answers what it was, so that it can be saved once more. */
  delete(id: string): Promise<Answer<SavedViewItem>> {
    return this.written(this.door.ask(pathOf(id), savedViewItem, { method: 'DELETE', order: {} }));
  }

  /** After a refusal, too: it may tell that somebody else was faster. */
  private async written(answer: Promise<Answer<SavedViewItem>>): Promise<Answer<SavedViewItem>> {
    const said = await answer;
    if (said.kind !== 'unreachable') await this.all.refresh();
    return said;
  }
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
