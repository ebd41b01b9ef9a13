import { Injectable, signal } from '@angular/core';

/** The purpose that somebody gave last: proposed the next time, and never sent by itself. Gone with the page. */
@Injectable({ providedIn: 'root' })
export class PurposeMemory {
  readonly reason = signal('');
  readonly note = signal('');
}
