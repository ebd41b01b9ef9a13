import { Injectable, inject, signal } from '@angular/core';
import { SessionSource } from '@lianfang/screen/data-access';
import { z } from 'zod';

const KEPT = 'lianfang.directory-draft';

const kept = z.object({ of: z.string(), text: z.string(), reason: z.string() });
type Kept = z.infer<typeof kept>;

/**
 * The text that somebody works on. It lives as long as the page does, whatever screen is shown; beyond that it is kept
 * only over a sign-in, in this tab and for the same person.
 */
@Injectable({ providedIn: 'root' })
export class DirectoryDraft {
  private readonly session = inject(SessionSource);
  private readonly written = signal('');
  private readonly replaced = signal<string | null>(null);

  readonly text = this.written.asReadonly();
  /** Why it is to be taken, as far as that is written. */
  readonly reason = signal('');
  /** What the last load or clearing took the place of; null: nothing that could come back. */
  readonly before = this.replaced.asReadonly();

  write(text: string): void {
    this.written.set(text);
  }

  /** Another text in its place; the one before can come back. */
  replace(text: string): void {
    const before = this.written();
    this.replaced.set(before === '' || before === text ? null : before);
    this.written.set(text);
  }

  /** The text before; the one that it replaces can come back in its turn. */
  undo(): void {
    const before = this.replaced();
    if (before !== null) this.replace(before);
  }

  /** It is taken: there is nothing to work on. */
  end(): void {
    this.written.set('');
    this.replaced.set(null);
    this.reason.set('');
  }

  /** Before a sign-in, which leaves the page. @returns false where the browser can't keep it */
  keep(): boolean {
    if (this.written() === '') return true;
    try {
      const own: Kept = { of: this.session.current()?.name ?? '', text: this.written(), reason: this.reason() };
      sessionStorage.setItem(KEPT, JSON.stringify(own));
      return true;
    } catch {
      // Forbidden or full: who goes on loses the text, and is told so.
      return false;
    }
  }

  /** After a sign-in. @returns whether there was a text of the same person; it is kept no longer */
  restore(): boolean {
    const found = takeKept();
    if (found === null || found.of !== this.session.current()?.name || this.written() !== '') return false;
    this.written.set(found.text);
    this.reason.set(found.reason);
    return true;
  }
}

function takeKept(): Kept | null {
  try {
    const text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    const { success, data } = kept.safeParse(JSON.parse(text ?? 'null'));
    return success ? data : null;
  } catch {
    return null;
  }
}
