import { Component, ElementRef, computed, inject, input, signal } from '@angular/core';
import type { RevisedMinute, SituationView } from '@lianfang/contract';
import { Language, Theme, readPalette, type TileAge } from '@lianfang/screen/kit';
import { NgxEchartsDirective } from 'ngx-echarts';
import { leavingNormal, type LeavingNormal } from './leaving-normal';
import { minuteChartOption } from './minute-chart-option';
import { minuteSeries, sameSeries } from './minute-series';

/** The minutes of the nation or of one county, as live views carry them. */
export type MinutesOfView = Pick<SituationView, 'minutes' | 'normals' | 'revised'>;

/** The last 60 minutes of the nation or of a county, as a chart or as the same numbers in a table. */
@Component({
  selector: 'lf-minute-card',
  imports: [NgxEchartsDirective],
  templateUrl: './minute-card.html',
  styleUrl: './minute-card.css',
})
export class MinuteCard {
  /** Null until the first frame. */
  readonly view = input.required<MinutesOfView | null>();
  readonly age = input.required<TileAge | null>();
  /** Whose minutes, where it needs saying. */
  readonly name = input<string | null>(null);
  protected readonly language = inject(Language);
  private readonly theme = inject(Theme);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected readonly asTable = signal(false);
  /** The canvas is redrawn in the colours of the theme that is shown. */
  private readonly colours = computed(() => {
    this.theme.shown();
    return readPalette(this.host.nativeElement);
  });
  /** Frames come each second, a new minute once in sixty: what is the same is not drawn again. */
  protected readonly series = computed(
    () => {
      const view = this.view();
      return view === null ? null : minuteSeries(view.minutes, view.normals, view.revised);
    },
    { equal: sameSeries },
  );
  protected readonly title = computed(() => {
    const name = this.name();
    const title = this.language.t()('chart.title');
    return name === null ? title : `${title} · ${name}`;
  });
  protected readonly leaving = computed(() => leavingNormal(this.series() ?? []));
  protected readonly option = computed(() => {
    const series = this.series();
    if (series === null || series.length === 0) return null;
    const t = this.language.t();
    const { time, rate } = this.language.formats();
    return minuteChartOption({
      series,
      leaving: this.leaving(),
      leavingLabel: this.leavingWords(this.leaving()),
      words: { actual: t('chart.actual'), normal: t('chart.normal') },
      revised: (minute) => this.revisedWords(minute),
      colours: this.colours(),
      time,
      rate,
      rem: Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16,
    });
  });
  protected readonly description = computed(() => {
    const rates = (this.series() ?? []).map(({ perSecond }) => perSecond);
    const { rate } = this.language.formats();
    return this.language.t()('chart.describe', {
      last: rate(rates.at(-1) ?? 0),
      min: rate(Math.min(...rates)),
      max: rate(Math.max(...rates)),
      leave: this.leavingWords(this.leaving()),
    });
  });
  /** Newest first, as a person reads a table of minutes. */
  protected readonly lines = computed(() => {
    const { time, rate } = this.language.formats();
    const shown = (value: number | null): string => (value === null ? '–' : rate(value));
    return [...(this.series() ?? [])].reverse().map((point) => ({
      time: time(point.time),
      rate: rate(point.perSecond),
      low: shown(point.low),
      high: shown(point.high),
      revised: point.revised === null ? '' : this.revisedWords(point.revised),
    }));
  });

  private revisedWords({ count, at }: RevisedMinute): string {
    const { integer, time } = this.language.formats();
    return this.language.t()('chart.revised', { count: integer(count), time: time(at) });
  }

  private leavingWords(leaving: LeavingNormal | null): string {
    if (leaving === null) return '';
    const key = leaving.side === 'above' ? 'chart.leftAbove' : 'chart.leftBelow';
    return this.language.t()(key, { time: this.language.formats().time(leaving.time) });
  }
}
