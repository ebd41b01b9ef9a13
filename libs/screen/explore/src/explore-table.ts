import { Component, computed, inject } from '@angular/core';
import { Explain, Skeleton } from '@lianfang/screen/kit';
import { EvidenceLink } from './evidence-link';
import { ExploreLanguage } from './explore-language';
import { ExploreRows, type ExploreRow } from './explore-rows';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';

/** The sums of the range. A press on a line narrows the figures to it. */
@Component({
  selector: 'lf-explore-table',
  imports: [EvidenceLink, Explain, Skeleton],
  templateUrl: './explore-table.html',
  styleUrls: ['./explore-chart.css', './explore-table.css'],
})
export class ExploreTable {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly run = inject(ExploreRun);
  protected readonly rows = inject(ExploreRows);

  protected readonly hasEarlier = computed(() => (this.run.result()?.earlier ?? null) !== null);
  protected readonly shown = computed(() => {
    const { integer, percent } = this.words.formats();
    return this.rows.all().map((row) => ({
      ...row,
      blocked: integer(row.line.counts.blocked),
      allowed: integer(row.line.counts.allowed),
      detected: integer(row.line.counts.detected),
      sum: integer(row.line.sum),
      percent: row.share === null ? '–' : percent(row.share, 1),
      earlier: row.line.earlier === null ? '–' : integer(row.line.earlier),
      change: this.changeOf(row),
    }));
  });
  protected readonly beyond = computed(() => {
    const { beyond = null } = this.run.result() ?? {};
    if (beyond === null) return null;
    return this.words.t()('explore.beyond', { count: this.words.formats().integer(beyond) });
  });

  private changeOf({ change, line }: ExploreRow): string {
    if (change === null) return '–';
    const { integer, percent } = this.words.formats();
    const sign = change > 0 ? '+' : change < 0 ? '−' : '';
    const size = `${sign}${integer(Math.abs(change))}`;
    return line.earlier === null || line.earlier === 0
      ? size
      : `${size} (${sign}${percent(Math.abs(change) / line.earlier, 1)})`;
  }

  protected async narrow({ line }: Pick<ExploreRow, 'line'>): Promise<void> {
    const { by } = this.state.asked();
    if (by !== null) await this.state.addFilter(by, line.key);
  }
}
