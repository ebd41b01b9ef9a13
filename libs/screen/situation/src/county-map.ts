import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { Language } from '@lianfang/screen/kit';
import { CountyTooltip } from './county-tooltip';
import { COUNTY_SHAPES } from './county-shapes';
import { mapModel } from './map-model';
import { placeLabels, type MapLabel } from './map-labels';
import { isArrowKey, nearestCounty } from './nearest-county';
import { SituationState } from './situation-state';

/** Letters on the map are this high on screen, however large the map is drawn. */
const LETTER = 0.72;
const MOST_LABELS = 7;

const NONE_BEHIND: ReadonlySet<string> = new Set();

/** The 22 counties in one hue. A list box: arrow keys move over the map, Enter selects, Escape lets go. */
@Component({
  selector: 'lf-county-map',
  imports: [CountyTooltip],
  templateUrl: './county-map.html',
  styleUrl: './county-map.css',
  host: { '(keydown.escape)': 'state.pointed.set(null)' },
})
export class CountyMap {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** How high letters are, in rem. */
  readonly letters = input(LETTER);
  /** Counties are named without their figures. */
  readonly namesOnly = input(false);

  protected readonly picture = COUNTY_SHAPES;
  /** Screen pixels for one unit of the picture. */
  private readonly scale = signal(0.68);
  protected readonly letter = computed(() => (this.letters() * this.remSize()) / this.scale());
  private readonly remSize = signal(16);
  /** The one county that Tab reaches; the arrow keys move it. */
  private readonly stop = signal<string | null>(null);

  protected readonly counties = computed(() =>
    mapModel({
      shapes: COUNTY_SHAPES.counties,
      behind: this.state.partly() ? this.state.behind() : NONE_BEHIND,
      rows: this.state.rows(),
      measure: this.state.measure(),
      ceiling: this.state.ceiling(),
      t: this.state.t(),
      formats: this.language.formats(),
    }),
  );
  protected readonly tabStop = computed(
    () => this.stop() ?? this.state.selected()?.code ?? COUNTY_SHAPES.counties.at(-1)?.code ?? '',
  );
  protected readonly labels = linkedSignal<Parameters<typeof placeLabels>, readonly MapLabel[]>({
    source: () => [
      this.counties().flatMap(({ shape, name, depth, level, text }) =>
        depth === null || level === null
          ? []
          : [{ shape, name, value: depth, level, text: this.namesOnly() ? '' : text }],
      ),
      {
        size: this.letter(),
        most: MOST_LABELS,
        previous: new Set<string>(),
        always: this.state.selected()?.code ?? null,
      },
    ],
    computation: ([candidates, rules], previous) =>
      placeLabels(candidates, { ...rules, previous: new Set(previous?.value.map(({ code }) => code)) }),
  });
  protected readonly insets = computed(() =>
    this.counties().flatMap((county) =>
      county.shape.inset === null ? [] : [{ ...county, inset: county.shape.inset }],
    ),
  );
  /** Drawn last, so that its outline lies over its neighbours: the selected county, then the one pointed at. */
  protected readonly outlined = computed(() => {
    const codes = [this.state.selected()?.code, this.state.pointed()];
    return this.counties()
      .filter(({ shape }) => codes.includes(shape.code))
      .map(({ shape }) => ({ shape, selected: shape.code === codes[0] }));
  });
  protected readonly pointed = computed(
    () => this.counties().find(({ shape, row }) => row !== null && shape.code === this.state.pointed()) ?? null,
  );

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const observer = new ResizeObserver(() => this.measureScale());
      observer.observe(this.host.nativeElement);
      destroyed.onDestroy(() => observer.disconnect());
    });
  }

  protected point(code: string): void {
    this.stop.set(code);
    this.state.pointed.set(code);
  }

  protected leave(code: string): void {
    if (this.state.pointed() === code) this.state.pointed.set(null);
  }

  protected move(event: KeyboardEvent, code: string): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      // A key that is held down selects once: each time is a question to the server.
      if (!event.repeat) this.state.select(code);
      return;
    }
    if (!isArrowKey(event.key)) return;
    event.preventDefault();
    const next = nearestCounty(COUNTY_SHAPES.counties, code, event.key);
    if (next === null) return;
    this.host.nativeElement.querySelector<SVGElement>(`[data-county="${next}"]`)?.focus();
  }

  private measureScale(): void {
    const width = this.host.nativeElement.querySelector('svg')?.getBoundingClientRect().width ?? 0;
    if (width > 0) this.scale.set(width / COUNTY_SHAPES.width);
    this.remSize.set(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  }
}
