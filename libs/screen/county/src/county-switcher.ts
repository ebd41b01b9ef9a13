import { Component, type ElementRef, computed, inject, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LiveSituation } from '@lianfang/screen/data-access';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** From one county to another: the one before, the one after, and a list of all with their scores. */
@Component({
  selector: 'lf-county-switcher',
  imports: [RouterLink],
  templateUrl: './county-switcher.html',
  styleUrl: './county-switcher.css',
})
export class CountySwitcher {
  protected readonly words = inject(CountyLanguage);
  private readonly state = inject(CountyState);
  private readonly live = inject(LiveSituation);
  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');
  protected readonly isOpen = signal(false);

  protected readonly counties = computed(() => {
    const isEnglish = this.words.code() === 'en';
    const current = this.state.code();
    return (this.state.counties() ?? []).map(({ code, name }) => ({
      code,
      path: `/counties/${code}`,
      name: isEnglish ? name.en : name.zh,
      score: this.live.situation()?.counties[code]?.posture?.score ?? null,
      isCurrent: code === current,
    }));
  });
  private readonly place = computed(() => this.counties().findIndex(({ isCurrent }) => isCurrent));
  protected readonly before = computed(() => this.beside(-1));
  protected readonly after = computed(() => this.beside(1));

  protected toggled(event: Event): void {
    this.isOpen.set((event as ToggleEvent).newState === 'open');
    if (this.isOpen()) this.links()[Math.max(0, this.place())]?.focus();
  }

  /** Leaving the list by Tab closes it: nothing lies over what has the focus. */
  protected left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && !this.panel().nativeElement.contains(to)) this.close();
  }

  protected moved(event: KeyboardEvent): void {
    const links = this.links();
    const at = links.findIndex((link) => link === event.target);
    const move = MOVES[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? links.length - 1 : at + (move ?? 0);
    if (at === -1 || (move === undefined && event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    links[(to + links.length) % links.length]?.focus();
  }

  protected close(): void {
    this.panel().nativeElement.hidePopover();
  }

  private beside(step: number) {
    const all = this.counties();
    return this.place() === -1 ? undefined : all[(this.place() + step + all.length) % all.length];
  }

  private links(): readonly HTMLElement[] {
    return [...this.panel().nativeElement.querySelectorAll<HTMLElement>('a')];
  }
}
