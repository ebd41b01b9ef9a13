import { DOCUMENT, DestroyRef, Injectable, inject } from '@angular/core';
import { Router } from '@angular/router';
import { LivePause, SessionSource } from '@lianfang/screen/data-access';
import { Language, ShortcutChoice, Theme } from '@lianfang/screen/kit';
import { keyOrder, type KeyOrder } from './key-order';
import { screensOf } from './screens';

/** How long `g` waits for its letter, in milliseconds. */
const PAGE_KEY_WAIT = 1_500;

/** Where keys are letters that somebody writes, or choose in a list. */
const FIELDS = 'input:not([type=radio], [type=checkbox], [type=button]), textarea, select, [contenteditable]';
const SEARCH = 'main :is(input[type=search], input[type=text], input:not([type]), select):not([disabled])';

/** Single keys: pages, the first field, theme, language, pause. Silent in fields and dialogs, and where switched off. */
@Injectable({ providedIn: 'root' })
export class KeyboardShortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly choice = inject(ShortcutChoice);
  private readonly session = inject(SessionSource);
  private readonly orders: Readonly<Record<Exclude<KeyOrder['do'], 'go' | 'await-page'>, () => void>> =
    this.makeOrders();
  private pageKeyUntil = -Infinity;

  constructor() {
    const listen = (event: KeyboardEvent): void => this.take(event);
    this.document.addEventListener('keydown', listen);
    inject(DestroyRef).onDestroy(() => this.document.removeEventListener('keydown', listen));
  }

  private makeOrders(): KeyboardShortcuts['orders'] {
    const theme = inject(Theme);
    const language = inject(Language);
    const pause = inject(LivePause);
    return {
      theme: () => theme.switchToNext(),
      language: () => language.switchTo(language.code() === 'en' ? 'zh-Hant-TW' : 'en'),
      pause: () => pause.toggle(),
      search: () => this.focusSearch(),
    };
  }

  private take(event: KeyboardEvent): void {
    if (!this.choice.on() || event.defaultPrevented || event.isComposing || isForOthers(event)) return;
    const order = keyOrder(event.key, event.timeStamp < this.pageKeyUntil, screensOf(this.session.current()));
    this.pageKeyUntil = order?.do === 'await-page' ? event.timeStamp + PAGE_KEY_WAIT : -Infinity;
    if (order === null) return;
    if (order.do !== 'await-page') event.preventDefault();
    if (order.do === 'go') void this.go(order.to);
    else if (order.do !== 'await-page') this.orders[order.do]();
  }

  /** What had the focus is gone with its page: reading goes on at the beginning of the new one. */
  private async go(to: string): Promise<void> {
    await this.router.navigateByUrl(to);
    this.document.getElementById('content')?.focus();
  }

  private focusSearch(): void {
    const fields = [...this.document.querySelectorAll<HTMLElement>(SEARCH)];
    fields.find((field) => field.checkVisibility())?.focus();
  }
}

/** A key with a modifier is the browser's; one in a field is what somebody writes; one in a dialog is the dialog's. */
function isForOthers({ ctrlKey, altKey, metaKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey) return true;
  return target instanceof Element && target.closest(`${FIELDS}, dialog`) !== null;
}
