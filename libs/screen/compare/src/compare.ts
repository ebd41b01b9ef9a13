import { Component, DestroyRef, computed, effect, inject, untracked } from '@angular/core';
import { CompareSource, DirectorySource } from '@lianfang/screen/data-access';
import { ExportMenu, ExportNotes, type ExportSubject } from '@lianfang/screen/export';
import { Explain } from '@lianfang/screen/kit';
import { CompareBar } from './compare-bar';
import { compareTable } from './compare-export';
import { CompareLanguage } from './compare-language';
import { CompareState } from './compare-state';
import { CompareTable } from './compare-table';
import { CompareTiles } from './compare-tiles';

/** All counties beside each other, as a table or as small multiples. The address holds all that is chosen. */
@Component({
  selector: 'lf-compare',
  imports: [CompareBar, CompareTable, CompareTiles, Explain, ExportMenu],
  providers: [CompareLanguage, CompareSource, CompareState],
  templateUrl: './compare.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrls: ['../../kit/src/card.css', './compare.css'],
})
export class Compare {
  protected readonly words = inject(CompareLanguage);
  protected readonly state = inject(CompareState);
  private readonly source = inject(CompareSource);
  private readonly notes = inject(ExportNotes);
  protected readonly directoryFailed = inject(DirectorySource).failed;
  protected readonly range = computed(() => {
    const question = this.state.answers()?.question ?? this.state.question();
    if (question === null) return '';
    return this.words.t()('compare.range', { from: this.state.when(question.from), to: this.state.when(question.to) });
  });
  protected readonly failed = computed(() => this.source.failed() && this.source.answers() === null);
  /** Columns that could not be had, in words. */
  protected readonly missing = computed(() => {
    const answers = this.source.answers();
    if (answers === null) return '';
    const t = this.words.t();
    const parts = [
      ...(answers.earlier === null ? [t('compare.partEarlier')] : []),
      ...(answers.normals === null ? [t('compare.partNormals')] : []),
      ...(answers.outbound === null ? [t('compare.partOutbound')] : []),
    ];
    return parts.join(this.words.code() === 'en' ? ', ' : '、');
  });
  protected readonly subject = computed<ExportSubject>(() => ({
    screen: 'compare',
    county: null,
    name: `lianfang-compare-${this.state.chosen().period}`,
    table: () => compareTable(this.state, this.words.t(), this.notes),
  }));

  constructor() {
    effect(() => {
      const question = this.state.question();
      if (question !== null) untracked(() => this.source.follow(question));
    });
    this.source.start();
    inject(DestroyRef).onDestroy(() => this.source.stop());
  }
}
