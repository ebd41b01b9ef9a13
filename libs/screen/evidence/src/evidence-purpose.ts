import { Injectable, computed, inject, signal } from '@angular/core';
import { SessionSource } from '@lianfang/screen/data-access';

/**
 * Why somebody of the centre looks at whole events: asked for once, shown beside all that it goes with, and changed at any
 * time. Gone with the page. A sealed investigation that is chosen later belongs here too.
 */
@Injectable({ providedIn: 'root' })
export class EvidencePurpose {
  private readonly session = inject(SessionSource);
  private readonly said = signal<string | null>(null);
  private readonly asked = signal(false);

  readonly given = this.said.asReadonly();
  /** Before anything is asked for: a question without a purpose is refused, and the refusal is written down. */
  readonly isMissing = computed(
    () => this.said() === null && (this.asked() || (this.session.current()?.county ?? null) === null),
  );

  give(purpose: string): void {
    this.said.set(purpose);
  }

  /** The server wants one, or whoever looks wants another. */
  forget(): void {
    this.asked.set(true);
    this.said.set(null);
  }
}
