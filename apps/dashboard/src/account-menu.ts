import { Component, type ElementRef, computed, inject, input, signal, viewChild } from '@angular/core';
import type { SessionAnswer } from '@lianfang/contract';
import { DirectorySource, SessionSource } from '@lianfang/screen/data-access';
import { Language, roleWords } from '@lianfang/screen/kit';
import { Preferences } from './preferences';

type Step = 'idle' | 'working' | 'failed';

/**
 * Who one is, until when, and the way out. A button that opens a panel (the browser's popover: Escape and a press
 * elsewhere close it, and the focus returns); on narrow pages the two switches are in it too.
 */
@Component({
  selector: 'lf-account-menu',
  imports: [Preferences],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.css',
})
export class AccountMenu {
  readonly person = input.required<SessionAnswer>();
  protected readonly language = inject(Language);
  private readonly session = inject(SessionSource);
  private readonly directory = inject(DirectorySource);
  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');

  protected readonly isOpen = signal(false);
  protected readonly step = signal<Step>('idle');
  protected readonly roles = computed(() => roleWords(this.person().roles, this.language.t(), this.language.code()));
  /** The county's name, its code while the directory is away, or the centre. */
  protected readonly place = computed(() => {
    const code = this.person().county;
    if (code === null) return this.language.t()('account.centre');
    const name = this.directory.directory()?.counties.find((county) => county.code === code)?.name;
    if (name === undefined) return this.directory.failed() ? code : '\u00a0';
    return this.language.code() === 'en' ? name.en : name.zh;
  });
  protected readonly idle = computed(() =>
    this.language.t()('account.idle', { time: this.language.formats().time(this.person().endsAt) }),
  );

  protected opened(event: Event): void {
    this.isOpen.set((event as ToggleEvent).newState === 'open');
    this.step.set('idle');
    // Somebody is here: the session lives on, and the panel says until when.
    if (this.isOpen()) void this.session.refresh(false);
  }

  /** Leaving the panel by Tab closes it: nothing lies over what has the focus. */
  protected left(event: FocusEvent): void {
    const to = event.relatedTarget;
    const panel = this.panel().nativeElement;
    if (to instanceof Node && !panel.contains(to)) panel.hidePopover();
  }

  protected async signOut(): Promise<void> {
    this.step.set('working');
    if (!(await this.session.signOut())) this.step.set('failed');
  }
}
