import { ChangeDetectionStrategy, Component } from '@angular/core';

/** All counties beside each other. */
@Component({
  selector: 'lf-compare',
  template: '',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Compare {}
