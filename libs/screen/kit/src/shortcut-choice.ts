import { Injectable, inject, signal } from '@angular/core';
import { BROWSER_STORAGE } from './browser-storage';

const STORAGE_KEY = 'lianfang.shortcuts';

/** Whether single keys do something: who speaks to the computer, or slips, switches them off (WCAG 2.1.4). Remembered. */
@Injectable({ providedIn: 'root' })
export class ShortcutChoice {
  private readonly storage = inject(BROWSER_STORAGE);
  private readonly chosen = signal(this.storage.read(STORAGE_KEY) !== 'off');

  readonly on = this.chosen.asReadonly();

  set(on: boolean): void {
    this.chosen.set(on);
    this.storage.write(STORAGE_KEY, on ? 'on' : 'off');
  }
}
