import { Component, computed, effect, inject, untracked, viewChild, type OnDestroy } from '@angular/core';
import { AgencyNames, LivePause, ServerClock } from '@lianfang/screen/data-access';
import { ExportMenu, type ExportSubject } from '@lianfang/screen/export';
import { EvidenceLink } from './evidence-link';
import { ExploreBar } from './explore-bar';
import { ExploreChart } from './explore-chart';
import { ExploreCourses } from './explore-courses';
import { ExploreExport } from './explore-export';
import { ExploreFilters } from './explore-filters';
import { ExploreLanguage, type ExploreWord } from './explore-language';
import { ExploreProgress } from './explore-progress';
import { ExploreRows } from './explore-rows';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';
import { ExploreTable } from './explore-table';
import { ExploreViews } from './explore-views';

const LIVE_EVERY = 60_000;

/** Figures of any range, filtered and told apart. The address holds all that is chosen. */
@Component({
  selector: 'lf-explore',
  imports: [
    EvidenceLink,
    ExploreBar,
    ExploreChart,
    ExploreFilters,
    ExploreProgress,
    ExploreTable,
    ExploreViews,
    ExportMenu,
  ],
  providers: [ExploreCourses, ExploreExport, ExploreLanguage, ExploreRows, ExploreRun, ExploreState],
  templateUrl: './explore.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrls: ['../../kit/src/buttons.css', './explore.css'],
})
export class Explore implements OnDestroy {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly run = inject(ExploreRun);
  private readonly agencies = inject(AgencyNames);
  private readonly exporting = inject(ExploreExport);
  private readonly pause = inject(LivePause);
  private readonly clock = inject(ServerClock);
  private readonly chart = viewChild(ExploreChart);
  private readonly timer = setInterval(() => this.askAgain(), LIVE_EVERY);

  protected readonly problem = computed(() => {
    if (this.state.asked().wrong.length > 0) return 'wrong';
    return this.state.clash().length > 0 ? 'clash' : null;
  });
  protected readonly clashing = computed(() =>
    this.state.clash().map((dimension) => ({
      dimension,
      name: this.words.t()(`explore.of.${dimension}`),
      isSplit: this.state.asked().by === dimension,
    })),
  );
  protected readonly wrongParts = computed(() =>
    this.state
      .asked()
      .wrong.map((part) => this.words.t()(`explore.of.${part}` as ExploreWord))
      .join(this.words.t()('explore.comma')),
  );
  protected readonly subject = computed<ExportSubject>(() => ({
    screen: 'explore',
    county: /^\d{5}$/.test(this.state.county() ?? '') ? this.state.county() : null,
    name: 'lianfang-explore',
    table: () => this.exporting.table(),
    picture: () => this.exporting.picture(this.chart()?.canvas() ?? null),
  }));
  /** The range of the clashing question: the page of events is asked for the same. */
  protected readonly range = computed(() => {
    this.state.question();
    return untracked(() => this.state.order().plan);
  });

  constructor() {
    effect(() => {
      this.state.question();
      const isAskable = this.problem() === null;
      untracked(() => (isAskable ? void this.run.ask(this.state.order()) : this.run.clear()));
    });
    effect(() => {
      const { by, filters } = this.state.asked();
      const isWanted = by === 'agency' || filters.agency !== undefined || this.state.county() !== null;
      // People of a county have the names of theirs with the directory.
      if (isWanted && this.state.own() === null) untracked(() => void this.agencies.load());
    });
  }

  ngOnDestroy(): void {
    clearInterval(this.timer);
    this.run.clear();
  }

  /** A part that does not go with the others. */
  protected async drop(dimension: string, isSplit: boolean): Promise<void> {
    await this.state.go(isSplit ? { by: null } : { [dimension]: null });
  }

  protected async dropWrong(): Promise<void> {
    const parts = this.state.asked().wrong.flatMap((part) => (part === 'range' ? ['range', 'from', 'to'] : [part]));
    await this.state.go(Object.fromEntries(parts.map((part) => [part, null])));
  }

  private askAgain(): void {
    const { live, to, range } = this.state.asked();
    const isOver = range === 'last-month' || (range === 'absolute' && to < this.clock.now());
    if (!live || isOver || this.pause.on() || this.run.running() || this.problem() !== null) return;
    void this.run.ask(this.state.order(), true);
  }
}
