import { Component, computed, inject, linkedSignal, output } from '@angular/core';
import { DIRECTORY_PROBLEMS, type DirectoryProblem } from '@lianfang/contract';
import { DirectorySource } from '@lianfang/screen/data-access';
import { DirectoryLanguage } from './directory-language';
import { problemLines } from './directory-lines';
import { DirectoryState, type Checked } from './directory-state';

/** Lines until all are asked for. */
const FIRST = 10;

/** What must be mended before a directory can be taken, beside the line; and what is worth a second look, in words. */
@Component({
  selector: 'lf-directory-problems',
  templateUrl: './directory-problems.html',
  styleUrls: ['../../kit/src/buttons.css', './directory-problems.css'],
})
export class DirectoryProblems {
  /** A line that is to be shown in the text. */
  readonly chosen = output<number>();
  protected readonly words = inject(DirectoryLanguage);
  protected readonly state = inject(DirectoryState);
  private readonly directory = inject(DirectorySource);
  protected readonly isWhole = linkedSignal<Checked | null, boolean>({
    source: this.state.checked,
    computation: () => false,
  });

  protected readonly problems = computed(() => {
    const result = this.state.checked();
    if (result === null) return [];
    return problemLines(result.check.problems, result.text).map((problem) => ({
      ...problem,
      said: this.saidOf(problem),
    }));
  });
  protected readonly shown = computed(() => (this.isWhole() ? this.problems() : this.problems().slice(0, FIRST)));

  protected readonly warnings = computed(() => {
    const check = this.state.checked()?.check;
    const { integer } = this.words.formats();
    return (check?.warnings ?? []).map(({ code, county, before, after }) =>
      this.words.t()(`dir.warning.${code}`, {
        county: this.countyName(county ?? ''),
        before: integer(before),
        after: integer(after),
      }),
    );
  });

  /** In the language of the page; null where only the server's sentence says it. */
  private saidOf({ code, values }: DirectoryProblem): string | null {
    // A server of a later release may know more.
    if (code === 'other' || !DIRECTORY_PROBLEMS.includes(code)) return null;
    return this.words.t()(`dir.problem.${code}`, values);
  }

  private countyName(code: string): string {
    const known = this.state.checked()?.check.diff?.counties.find((one) => one.code === code);
    const name = known?.name ?? this.directory.directory()?.counties.find((one) => one.code === code)?.name;
    return name === undefined ? code : this.words.local(name);
  }
}
