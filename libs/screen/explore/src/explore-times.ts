import { Component, computed, inject, signal } from '@angular/core';
import { ExploreCourses } from './explore-courses';
import { ExploreLanguage } from './explore-language';
import { LENGTH } from './explore-range';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';

/** The chart's figures as a table, interval by interval; made when it is opened. */
@Component({
  selector: 'lf-explore-times',
  template: `
    <details (toggle)="opened($event)" data-testid="explore-times">
      <summary>{{ words.t()('explore.times') }}</summary>
      @if (isOpen() && run.result(); as result) {
        <div class="scroll" tabindex="0" role="group" [attr.aria-label]="words.t()('explore.times')">
          <table class="figures">
            <caption class="visually-hidden">
              {{
                words.t()('explore.zone')
              }}
            </caption>
            <thead>
              <tr>
                <th scope="col">{{ words.t()('explore.begin') }}</th>
                <th scope="col">{{ words.t()('explore.line.all') }}</th>
                @if (result.courses.length > 1 || state.asked().by !== null) {
                  @for (course of courses.all(); track $index) {
                    <th scope="col">{{ course.name }}</th>
                  }
                }
                @if (result.earlier) {
                  <th scope="col">{{ words.t()('explore.earlier') }}</th>
                }
              </tr>
            </thead>
            <tbody>
              @for (row of rows(); track row.time) {
                <tr>
                  <th scope="row">
                    @if (result.times.length > 1) {
                      <button type="button" (click)="state.zoom(row)" [attr.aria-label]="row.label">
                        {{ row.time }}
                      </button>
                    } @else {
                      {{ row.time }}
                    }
                  </th>
                  @for (figure of row.figures; track $index) {
                    <td>{{ figure }}</td>
                  }
                </tr>
              }
            </tbody>
          </table>
        </div>
      }
    </details>
  `,
  styleUrl: './explore-times.css',
})
export class ExploreTimes {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly run = inject(ExploreRun);
  protected readonly courses = inject(ExploreCourses);
  protected readonly isOpen = signal(false);

  protected readonly rows = computed(() => {
    const result = this.run.result();
    if (result === null) return [];
    const { integer } = this.words.formats();
    const { by } = this.state.asked();
    const columns = [result.all.values, ...(by === null ? [] : this.courses.all().map(({ values }) => values))];
    if (result.earlier) columns.push(result.earlier);
    return result.times.map((from, at) => {
      const time = this.words.moment(from, result.plan.interval);
      const figures = columns.map((values) => {
        const value = values[at] ?? null;
        return value === null ? this.words.t()('explore.hole') : integer(value);
      });
      const label = this.words.t()('explore.zoomInto', { time });
      return { from, to: from + LENGTH[result.plan.interval], time, figures, label };
    });
  });

  protected opened(event: Event): void {
    this.isOpen.set((event.target as HTMLDetailsElement).open);
  }
}
