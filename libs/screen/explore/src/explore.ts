import { ChangeDetectionStrategy, Component } from '@angular/core';

/** Figures of any range, filtered and told apart. */
@Component({
  selector: 'lf-explore',
  template: '',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Explore {}
