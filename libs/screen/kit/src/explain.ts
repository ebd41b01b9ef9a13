import { Component, type ElementRef, computed, inject, input, signal, viewChild } from '@angular/core';
import { Language } from './language';

let nextId = 0;

/**
 * A small question mark beside a figure's label, never inside a heading: its panel says what the figure is, its unit,
 * its period and its source. The browser's popover: Escape and a press elsewhere close it, and the focus returns.
 * `text` may have several lines.
 */
@Component({
  selector: 'lf-explain',
  template: `
    <button
      type="button"
      [attr.popovertarget]="id"
      [attr.aria-expanded]="isOpen()"
      [attr.aria-label]="label()"
      data-testid="explain"
    >
      <span class="mark" aria-hidden="true">?</span>
    </button>
    <div
      #panel
      class="panel"
      popover="auto"
      role="group"
      tabindex="-1"
      [id]="id"
      [attr.aria-label]="label()"
      [attr.aria-describedby]="id + '-text'"
      (toggle)="opened($event)"
      (focusout)="left($event)"
      data-testid="explain-panel"
    >
      <p class="name">{{ name() }}</p>
      <p class="text" [id]="id + '-text'">{{ text() }}</p>
    </div>
  `,
  styleUrl: './explain.css',
})
export class Explain {
  /** The figure's name, as its label says it. */
  readonly name = input.required<string>();
  /** What it is, its unit, its period, its source. */
  readonly text = input.required<string>();
  private readonly language = inject(Language);
  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');
  protected readonly id = `explain-${nextId++}`;
  protected readonly isOpen = signal(false);
  protected readonly label = computed(() => this.language.t()('explain.label', { name: this.name() }));

  /** The panel takes the focus, so that it is read aloud; the browser gives it back when it closes. */
  protected opened(event: Event): void {
    this.isOpen.set((event as ToggleEvent).newState === 'open');
    if (this.isOpen()) this.panel().nativeElement.focus();
  }

  /** Leaving the panel by Tab closes it: nothing lies over what has the focus. */
  protected left(event: FocusEvent): void {
    const to = event.relatedTarget;
    const panel = this.panel().nativeElement;
    if (to instanceof Node && !panel.contains(to)) panel.hidePopover();
  }
}
