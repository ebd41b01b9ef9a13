import { ChangeDetectionStrategy, Component } from '@angular/core';

/** What a county has set. */
@Component({
  selector: 'lf-settings',
  template: '',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Settings {}
