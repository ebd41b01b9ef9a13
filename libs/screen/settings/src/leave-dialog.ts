import { Component, type ElementRef, inject, viewChild } from '@angular/core';
import { SettingsLanguage } from './settings-language';

/** Asks who leaves the page whether what they wrote may go. */
@Component({
  selector: 'lf-leave-dialog',
  template: `
    <dialog #dialog aria-labelledby="settings-leave" (close)="answer(false)" data-testid="settings-leave">
      <h2 id="settings-leave">{{ words.t()('settings.leave') }}</h2>
      <p>{{ words.t()('settings.leaveNote') }}</p>
      <div class="ways">
        <button type="button" class="main" (click)="dialog.close()">{{ words.t()('settings.leave.stay') }}</button>
        <button type="button" class="plain" (click)="answer(true); dialog.close()">
          {{ words.t()('settings.leave.go') }}
        </button>
      </div>
    </dialog>
  `,
  styleUrls: ['../../kit/src/buttons.css', './leave-dialog.css'],
})
export class LeaveDialog {
  protected readonly words = inject(SettingsLanguage);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private settle: (mayLeave: boolean) => void = () => undefined;

  /** Resolves with what they choose; Escape is to stay. */
  ask(): Promise<boolean> {
    this.settle(false);
    return new Promise((resolve) => {
      this.settle = resolve;
      this.dialog().nativeElement.showModal();
    });
  }

  /** The first answer counts. */
  protected answer(mayLeave: boolean): void {
    this.settle(mayLeave);
  }
}
