import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { RisingSource } from '@lianfang/screen/data-access';
import { Explain, Language } from '@lianfang/screen/kit';
import { RisingLines } from './rising-lines';
import { SituationState } from './situation-state';
import { Sparkline } from './sparkline';

/** What is rising now: county, main category, the last hour as a line, and times normal. */
@Component({
  selector: 'lf-rising-card',
  imports: [Explain, RouterLink, Sparkline],
  providers: [RisingSource, RisingLines],
  template: `
    <section class="card" [class.stale]="state.stale()" aria-labelledby="rising-title">
      <div class="head">
        <h2 id="rising-title" class="card-title">{{ state.t()('rising.title') }}</h2>
        <lf-explain [name]="state.t()('rising.title')" [text]="state.t()('explain.rising')" />
        @if (state.age(); as age) {
          <p class="age figures" [title]="age.hint">{{ age.text }}</p>
        }
      </div>
      @if (!state.view()) {
        <ul aria-hidden="true">
          @for (row of [0, 1, 2, 3]; track row) {
            <li>
              <span class="line"><span class="skeleton" style="width: 16ch">&nbsp;</span></span>
            </li>
          }
        </ul>
      } @else if (!rising.known()) {
        <p class="note">{{ state.t()('normal.learning') }}</p>
      } @else {
        <ul>
          @for (line of rising.lines(); track line.code) {
            <li>
              <a
                class="line"
                [routerLink]="'/counties/' + line.code"
                (pointerenter)="state.pointed.set(line.code)"
                (pointerleave)="state.pointed.set(null)"
              >
                <span class="what">
                  <span class="name">{{ line.name }}</span>
                  <span class="category">{{ line.category }}</span>
                </span>
                @if (line.values; as values) {
                  <lf-sparkline [values]="values" [words]="line.line" />
                } @else {
                  <span></span>
                }
                <span class="figures times" [class.worded]="line.worded">
                  <span class="sign" aria-hidden="true">▲</span>{{ line.times }}
                </span>
              </a>
            </li>
          } @empty {
            <li class="note">{{ state.t()('rising.none') }}</li>
          }
        </ul>
        @if (rising.more() > 0) {
          <p class="note">{{ state.t()('rising.more', { count: rising.more() }) }}</p>
        }
      }
    </section>
  `,
  styleUrls: ['../../kit/src/card.css', './list-card.css'],
})
export class RisingCard {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly rising = inject(RisingLines);
}
