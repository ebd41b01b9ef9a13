import { Component, computed, inject } from '@angular/core';
import { Language, Theme } from '@lianfang/screen/kit';

/** The two switches: language and theme. */
@Component({
  selector: 'lf-preferences',
  template: `
    <button
      type="button"
      [attr.lang]="language.code() === 'en' ? 'zh-Hant-TW' : 'en'"
      [attr.aria-label]="language.t()('language.switchLabel')"
      (click)="switchLanguage()"
    >
      {{ language.t()('language.switch') }}
    </button>
    <button type="button" [attr.aria-label]="themeLabel()" [title]="themeLabel()" (click)="theme.switchToNext()">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        @switch (theme.name()) {
          @case ('light') {
            <circle cx="12" cy="12" r="4" />
            <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4" />
          }
          @case ('dark') {
            <path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z" />
          }
          @default {
            <circle cx="12" cy="12" r="7.5" />
            <path class="solid" d="M12 4.5a7.5 7.5 0 0 1 0 15z" />
          }
        }
      </svg>
    </button>
  `,
  styles: `
    :host {
      display: flex;
      gap: 0.5rem;
    }

    button {
      display: grid;
      place-items: center;
      min-width: max(2.25rem, var(--target));
      min-height: var(--target);
      padding: 0 0.5rem;
      border: 1px solid var(--control);
      border-radius: var(--radius-control);
      background: none;
      color: var(--text-secondary);
      font-size: var(--size-13);
      cursor: pointer;
    }

    button:hover {
      color: var(--text);
      background: var(--accent-tint);
    }

    svg {
      width: 1.125rem;
      height: 1.125rem;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.7;
      stroke-linecap: round;
      stroke-linejoin: round;
    }

    .solid {
      fill: currentcolor;
      stroke: none;
    }
  `,
})
export class Preferences {
  protected readonly language = inject(Language);
  protected readonly theme = inject(Theme);

  protected readonly themeLabel = computed(() => {
    const t = this.language.t();
    return t('theme.label', { theme: t(`theme.${this.theme.name()}`) });
  });

  protected switchLanguage(): void {
    this.language.switchTo(this.language.code() === 'en' ? 'zh-Hant-TW' : 'en');
  }
}
