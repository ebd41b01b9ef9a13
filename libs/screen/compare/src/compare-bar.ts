import { Component, DOCUMENT, computed, inject, signal } from '@angular/core';
import { Segmented } from '@lianfang/screen/kit';
import { COLUMNS, FORMS, LAYOUTS, MEASURES, PERIODS, SCALES, type Column } from './compare-address';
import { CompareLanguage } from './compare-language';
import { CompareState } from './compare-state';

type Choice = 'period' | 'measure' | 'form' | 'scale' | 'layout';

/** What is chosen on the page, and the jump to a county. */
@Component({
  selector: 'lf-compare-bar',
  imports: [Segmented],
  templateUrl: './compare-bar.html',
  styleUrls: ['../../kit/src/buttons.css', './compare-bar.css'],
})
export class CompareBar {
  protected readonly words = inject(CompareLanguage);
  protected readonly state = inject(CompareState);
  private readonly document = inject(DOCUMENT);
  /** What was looked for in vain. */
  protected readonly notFound = signal('');
  private readonly t = this.words.t;
  protected readonly periods = computed(() =>
    PERIODS.map((value) => ({ value, label: this.t()(`compare.period.${value}`) })),
  );
  protected readonly measures = computed(() =>
    MEASURES.map((value) => ({ value, label: this.t()(`compare.measure.${value}`) })),
  );
  protected readonly forms = computed(() =>
    FORMS.map((value) => ({ value, label: this.t()(`compare.form.${value}`) })),
  );
  protected readonly scales = computed(() =>
    SCALES.map((value) => ({ value, label: this.t()(`compare.scale.${value}`) })),
  );
  protected readonly layouts = computed(() =>
    LAYOUTS.map((value) => ({ value, label: this.t()(`compare.layout.${value}`) })),
  );
  protected readonly columns = computed(() => COLUMNS.map((value) => ({ value, label: this.t()(`compare.${value}`) })));
  protected readonly sortWords = computed(() => {
    const { sort, descending } = this.state.chosen();
    return this.t()('compare.steady', {
      column: this.t()(`compare.${sort}`),
      direction: this.t()(descending ? 'compare.greatest' : 'compare.least'),
    });
  });
  protected readonly scaleWords = computed(() => {
    const t = this.t();
    const { scale, measure } = this.state.chosen();
    if (scale === 'own') return t('compare.scaleOwn');
    return t('compare.scaleSame', { top: `${this.state.sameTop()} ${t(`compare.unit.${measure}`)}` });
  });

  protected choose(name: Choice, value: string): void {
    void this.state.choose({ [name]: value });
  }

  protected sortBy(event: Event): void {
    void this.state.sortBy((event.target as HTMLSelectElement).value as Column);
  }

  protected turn(): void {
    void this.state.sortBy(this.state.chosen().sort);
  }

  /** To the first county whose name has what was typed; 台 finds 臺. */
  protected find(event: Event, typed: string): void {
    event.preventDefault();
    const plain = (text: string): string => text.trim().toLowerCase().replaceAll('台', '臺');
    const text = plain(typed);
    if (text === '') return;
    const found = this.state.rows().find(({ name, code }) => plain(name).includes(text) || code === text);
    this.notFound.set(found === undefined ? typed.trim() : '');
    if (found === undefined) return;
    const link = this.document.querySelector<HTMLElement>(`[data-county="${found.code}"] a`);
    link?.scrollIntoView({ block: 'center', inline: 'nearest' });
    link?.focus({ preventScroll: true });
  }
}
