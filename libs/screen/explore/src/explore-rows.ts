import { Injectable, computed, inject } from '@angular/core';
import { ExploreCourses, OWN_COLOURS } from './explore-courses';
import { ExploreLanguage } from './explore-language';
import { changeOf, type Line } from './explore-result';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';

/** One line of the table, with its figures as numbers. */
export interface ExploreRow {
  readonly line: Line;
  readonly name: string;
  /** Its colour in the chart; `rest` is drawn in grey with others. */
  readonly colour: string;
  /** Of the total, 0 to 1; null where the total is nought. */
  readonly share: number | null;
  readonly change: number | null;
  /** It can be added as a filter, or the filter is there already. */
  readonly filter: 'can' | 'is' | null;
}

/** The lines of the result as table and files have them; the last is the total. */
@Injectable()
export class ExploreRows {
  private readonly run = inject(ExploreRun);
  private readonly state = inject(ExploreState);
  private readonly words = inject(ExploreLanguage);
  private readonly courses = inject(ExploreCourses);

  readonly all = computed<readonly ExploreRow[]>(() => {
    const result = this.run.result();
    if (result === null) return [];
    const { by, filters } = this.state.asked();
    const keys = result.courses.filter(({ kind }) => kind === 'key').map(({ key }) => key);
    return [...result.lines, result.total].map((line) => {
      const place = line.kind === 'key' ? keys.indexOf(line.key) : -1;
      const isKey = line.kind === 'key' && by !== null && !(by === 'county' && this.state.own() !== null);
      return {
        line,
        name: this.courses.nameOf(line),
        colour: place >= 0 && place < OWN_COLOURS ? String(place) : line.kind === 'all' ? 'none' : 'rest',
        share: result.total.sum === 0 ? null : line.sum / result.total.sum,
        change: changeOf(line),
        filter: isKey ? ((filters[by] ?? []).includes(line.key) ? 'is' : 'can') : null,
      };
    });
  });

  /** What is told apart, as the head of the first column says it. */
  readonly heading = computed(() => {
    const { by } = this.state.asked();
    return by === null ? this.words.t()('explore.line.all') : this.words.t()(`explore.of.${by}`);
  });
}
