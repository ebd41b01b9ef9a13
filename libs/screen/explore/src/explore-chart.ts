import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  viewChild,
  type OnDestroy,
} from '@angular/core';
import { Segmented, Theme, readPalette } from '@lianfang/screen/kit';
import { NgxEchartsDirective } from 'ngx-echarts';
import { DRAWINGS, type Drawing } from './explore-address';
import { PLOT, exploreChartOption, indexAt } from './explore-chart-option';
import { ExploreCourses, OWN_COLOURS } from './explore-courses';
import { ExploreLanguage } from './explore-language';
import { LENGTH, type Stretch } from './explore-range';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';
import { ExploreTimes } from './explore-times';

const DAY = 24 * 3_600_000;

/** Which intervals are marked: both included; `anchor` is where the marking began. */
interface Marked {
  readonly anchor: number;
  readonly at: number;
}

/** The figures over time. Dragging marks intervals and goes into them; the arrow keys and Enter do the same. */
@Component({
  selector: 'lf-explore-chart',
  imports: [ExploreTimes, NgxEchartsDirective, Segmented],
  templateUrl: './explore-chart.html',
  styleUrls: ['../../kit/src/buttons.css', './explore-chart.css'],
})
export class ExploreChart implements OnDestroy {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly run = inject(ExploreRun);
  protected readonly courses = inject(ExploreCourses);
  private readonly theme = inject(Theme);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly plot = viewChild<ElementRef<HTMLElement>>('plot');
  private readonly width = signal(0);
  private readonly watcher = new ResizeObserver(([entry]) => this.width.set(entry?.contentRect.width ?? 0));
  private dragging = false;

  protected readonly drawings = computed(() =>
    DRAWINGS.map((value) => ({ value, label: this.words.t()(`explore.draw.${value}`) })),
  );
  protected readonly count = computed(() => this.run.result()?.times.length ?? 0);
  /** Forgotten with another question. */
  protected readonly marked = linkedSignal<string, Marked | null>({
    source: this.state.question,
    computation: () => null,
  });
  protected readonly range = computed<Stretch | null>(() => {
    const marked = this.marked();
    const result = this.run.result();
    if (marked === null || result === null) return null;
    const first = result.times[Math.min(marked.anchor, marked.at)];
    const last = result.times[Math.max(marked.anchor, marked.at)];
    if (first === undefined || last === undefined) return null;
    return { from: first, to: last + LENGTH[result.plan.interval] };
  });
  protected readonly colours = computed(() => {
    this.theme.shown();
    const host = this.host.nativeElement;
    return { ...readPalette(host), series: readSeries(host) };
  });
  private readonly rem = computed(() => {
    this.width();
    return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  });
  protected readonly option = computed(() => {
    const result = this.run.result();
    if (result === null || (result.total.sum === 0 && result.untold === null)) return null;
    const { plan, times, earlier } = result;
    const isLong = plan.to - plan.from > DAY;
    return exploreChartOption({
      times,
      courses: this.courses.drawn().map(({ name, colour, values }) => ({
        name,
        values,
        colour: colour === null ? this.colours().noData : (this.colours().series[colour] ?? this.colours().accent),
      })),
      earlier,
      earlierName: this.words.t()('explore.earlier'),
      drawing: this.state.asked().drawing,
      isFilling: plan.isFilling,
      colours: this.colours(),
      timeLabel: (instant) => this.words.tick(instant, { interval: plan.interval, isLong }),
      amount: (value) => this.words.formats().compact(value),
      rem: this.rem(),
    });
  });
  /** What the legend counts: the marked intervals, or all of them. */
  protected readonly legend = computed(() => {
    const { integer } = this.words.formats();
    const counted = (values: readonly (number | null)[]): string => {
      const sums = this.slice(values).filter((value) => value !== null);
      return sums.length === 0 ? '–' : integer(sums.reduce((sum, value) => sum + value, 0));
    };
    const result = this.run.result();
    const lines = this.courses.drawn().map(({ name, colour, values }) => ({
      name,
      colour: String(colour ?? 'rest'),
      figure: counted(values),
    }));
    const earlier = result?.earlier ?? null;
    if (earlier === null) return lines;
    return [...lines, { name: this.words.t()('explore.earlier'), colour: 'earlier', figure: counted(earlier) }];
  });
  protected readonly spoken = computed(() => {
    const range = this.range();
    const result = this.run.result();
    if (range === null || result === null) return this.words.t()('explore.chartWhole');
    const figures = this.legend().map(({ name, figure }) => `${name} ${figure}`);
    const [total] = [this.slice(result.all.values).reduce<number>((sum, value) => sum + (value ?? 0), 0)];
    const first = this.words.t()('explore.sum', { count: this.words.formats().integer(total) });
    return [this.rangeWords(range), first, ...(result.courses.length > 1 || result.earlier ? figures : [])].join(
      this.words.t()('explore.comma'),
    );
  });
  protected readonly heading = computed(() => {
    const range = this.range() ?? this.run.result()?.plan ?? null;
    return range === null ? '' : this.rangeWords(range);
  });
  /** Where the marked intervals lie, in pixels. */
  protected readonly shade = computed(() => {
    const marked = this.marked();
    return marked === null
      ? null
      : this.placeOf(Math.min(marked.anchor, marked.at), Math.max(marked.anchor, marked.at));
  });
  /** Where pieces are missing. */
  protected readonly holes = computed(() => {
    const result = this.run.result();
    if (result === null || this.run.running()) return [];
    const { plan, missing, untold, all } = result;
    const length = LENGTH[plan.interval];
    const indexOf = (instant: number): number => Math.round((instant - plan.from) / length);
    const unknown = (untold?.times ?? []).map(indexOf).filter((at) => all.values[at] === null);
    return [
      ...missing
        .filter(({ of }) => of === 'current')
        .map(({ from, to }) => this.placeOf(indexOf(from), indexOf(to) - 1)),
      ...runsOf(unknown).map(([first, last]) => this.placeOf(first, last)),
    ];
  });

  constructor() {
    effect(() => {
      const plot = this.plot();
      this.watcher.disconnect();
      if (plot) this.watcher.observe(plot.nativeElement);
    });
  }

  ngOnDestroy(): void {
    this.watcher.disconnect();
  }

  /** The drawn chart; null where there is none. */
  canvas(): HTMLCanvasElement | null {
    return this.plot()?.nativeElement.querySelector('canvas') ?? null;
  }

  protected begin(event: PointerEvent): void {
    if (event.button !== 0 || this.count() === 0) return;
    this.dragging = true;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const at = this.indexOf(event);
    this.marked.set({ anchor: at, at });
  }

  protected move(event: PointerEvent): void {
    if (this.count() === 0 || (event.pointerType !== 'mouse' && !this.dragging)) return;
    const at = this.indexOf(event);
    const anchor = this.dragging ? (this.marked()?.anchor ?? at) : at;
    const known = this.marked();
    if (known?.at !== at || known.anchor !== anchor) this.marked.set({ anchor, at });
  }

  protected async end(): Promise<void> {
    if (!this.dragging) return;
    this.dragging = false;
    await this.enter();
  }

  protected leave(): void {
    if (!this.dragging && document.activeElement !== this.plot()?.nativeElement) this.marked.set(null);
  }

  protected async press(event: KeyboardEvent): Promise<void> {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = this.stepOf(event.key);
    if (next !== undefined) {
      event.preventDefault();
      this.marked.set({ anchor: event.shiftKey ? (this.marked()?.anchor ?? next) : next, at: next });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      await this.enter();
    } else if (event.key === 'Escape') this.marked.set(null);
  }

  protected async draw(value: string): Promise<void> {
    await this.state.go({ draw: (value as Drawing) === 'bars' ? null : value });
  }

  /** The interval that a key goes to; undefined for any other key. */
  private stepOf(key: string): number | undefined {
    const last = this.count() - 1;
    const at = this.marked()?.at ?? (key === 'ArrowRight' ? -1 : last + 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageUp: at - 10,
      PageDown: at + 10,
      Home: 0,
      End: last,
    };
    const step = steps[key];
    return step === undefined ? undefined : Math.max(0, Math.min(last, step));
  }

  /** Into the marked intervals; one minute is the finest there is. */
  private async enter(): Promise<void> {
    const range = this.range();
    const isWhole =
      range !== null && range.to - range.from >= LENGTH[this.run.result()?.plan.interval ?? 'day'] * this.count();
    if (range !== null && !isWhole) await this.state.zoom(range);
  }

  private rangeWords({ from, to }: Stretch): string {
    return `${this.words.whole(from)} – ${this.words.whole(to)}`;
  }

  private slice(values: readonly (number | null)[]): readonly (number | null)[] {
    const marked = this.marked();
    return marked === null
      ? values
      : values.slice(Math.min(marked.anchor, marked.at), Math.max(marked.anchor, marked.at) + 1);
  }

  private indexOf(event: PointerEvent): number {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return indexAt(event.clientX - box.left, { width: box.width, rem: this.rem(), count: this.count() });
  }

  private placeOf(first: number, last: number): { readonly left: number; readonly width: number } {
    const each = (this.width() - (PLOT.left + PLOT.right) * this.rem()) / Math.max(1, this.count());
    return { left: PLOT.left * this.rem() + first * each, width: (last - first + 1) * each };
  }
}

/** Neighbours as one: the first and the last of each run. */
function runsOf(places: readonly number[]): (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const at of [...places].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && at <= run[1] + 1) run[1] = at;
    else runs.push([at, at]);
  }
  return runs;
}

/** The colours of what is told apart, as the browser resolves them. */
function readSeries(host: HTMLElement): readonly string[] {
  const probe = host.ownerDocument.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const colours = Array.from({ length: OWN_COLOURS }, (_, at) => {
    probe.style.color = `var(--series-${at})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colours;
}
