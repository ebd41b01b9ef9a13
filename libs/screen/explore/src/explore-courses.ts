import { Injectable, computed, inject } from '@angular/core';
import { ExploreLanguage } from './explore-language';
import type { Course, Line } from './explore-result';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';

/** So many keys have a colour of their own; a chart with more can't be read. */
export const OWN_COLOURS = 8;

/** A course as it is drawn and named. `colour`: its place among the colours, or null for what is drawn as one in grey. */
export interface NamedCourse {
  readonly name: string;
  readonly colour: number | null;
  readonly values: readonly (number | null)[];
}

/** The result in words and colours, for chart, legend, tables and files alike. */
@Injectable()
export class ExploreCourses {
  private readonly words = inject(ExploreLanguage);
  private readonly state = inject(ExploreState);
  private readonly run = inject(ExploreRun);

  /** Every course under its name. */
  readonly all = computed<readonly NamedCourse[]>(() => {
    const courses = this.run.result()?.courses ?? [];
    return courses.map((course, at) => ({
      name: this.nameOf(course),
      colour: course.kind !== 'rest' && at < OWN_COLOURS ? at : null,
      values: course.values,
    }));
  });

  /** What is drawn: those with a colour, and all others as one. */
  readonly drawn = computed<readonly NamedCourse[]>(() => {
    const own = this.all().filter(({ colour }) => colour !== null);
    const others = this.all().filter(({ colour }) => colour === null);
    const [only] = others;
    if (only === undefined) return own;
    if (others.length === 1) return [...own, only];
    const values = only.values.map((_, at) =>
      others.reduce<number | null>((sum, { values: each }) => {
        const value = each[at] ?? null;
        return value === null ? sum : (sum ?? 0) + value;
      }, null),
    );
    return [...own, { name: this.words.t()('explore.line.restDrawn', { count: others.length }), colour: null, values }];
  });

  nameOf(course: Pick<Course | Line, 'kind' | 'key'>): string {
    const { by } = this.state.asked();
    if (course.kind === 'key' && by !== null) return this.state.name(by, course.key);
    return this.words.t()(`explore.line.${course.kind}`);
  }
}
