import { Injectable, inject } from '@angular/core';
import { DIMENSIONS } from '@lianfang/contract';
import { Theme, readPalette } from '@lianfang/screen/kit';
import { ExportNotes, type ExportTable } from '@lianfang/screen/export';
import { ExploreCourses, OWN_COLOURS } from './explore-courses';
import { ExploreLanguage } from './explore-language';
import { drawPicture } from './explore-picture';
import type { Interval } from './explore-range';
import { ExploreRows } from './explore-rows';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';

/** What is taken out of the page: the table as shown, and the chart with what it is about. */
@Injectable()
export class ExploreExport {
  private readonly words = inject(ExploreLanguage);
  private readonly state = inject(ExploreState);
  private readonly run = inject(ExploreRun);
  private readonly rows = inject(ExploreRows);
  private readonly courses = inject(ExploreCourses);
  private readonly notes = inject(ExportNotes);
  private readonly theme = inject(Theme);

  table(): ExportTable {
    const t = this.words.t();
    const hasEarlier = this.hasEarlier();
    const earlier = hasEarlier
      ? [
          { key: 'earlier', name: t('explore.earlier') },
          { key: 'change', name: t('explore.column.change') },
        ]
      : [];
    return {
      notes: this.said(),
      columns: [
        { key: 'kind', name: t('explore.column.kind') },
        { key: 'key', name: t('explore.column.key') },
        { key: 'name', name: this.rows.heading() },
        { key: 'total', name: t('explore.column.sum') },
        { key: 'share', name: t('explore.column.share') },
        { key: 'blocked', name: t('disposition.blocked') },
        { key: 'allowed', name: t('disposition.allowed') },
        { key: 'detected', name: t('disposition.detected') },
        ...earlier,
      ],
      rows: this.rows
        .all()
        .map(({ line, name, share, change }) => [
          line.kind,
          line.key,
          name,
          line.sum,
          share,
          line.counts.blocked,
          line.counts.allowed,
          line.counts.detected,
          ...(hasEarlier ? [line.earlier, change] : []),
        ]),
    };
  }

  /** The chart with title, range, source and age. @throws Error where no chart is drawn. */
  async picture(chart: HTMLCanvasElement | null): Promise<Blob> {
    if (chart === null) throw new Error('There is no chart to take.');
    this.theme.shown();
    const palette = readPalette(document.documentElement.querySelector<HTMLElement>('lf-explore') ?? document.body);
    const legend = this.courses.drawn().map(({ name, colour }) => ({
      name,
      colour: colour === null || colour >= OWN_COLOURS ? palette.noData : colourOf(`--series-${colour}`),
    }));
    const notes = this.said().map(([name, value]) => `${name}: ${value}`);
    const lines = [...notes, `${this.words.t()('explore.source')}: ${this.words.t()('explore.sourceIs')}`];
    if (this.hasEarlier()) {
      legend.push({ name: this.words.t()('explore.earlier'), colour: palette.textSecondary });
    }
    return drawPicture({ chart, title: this.title(), lines, legend, palette });
  }

  /** What does not go without saying. */
  private remarks(interval: Interval): readonly string[] {
    const t = this.words.t();
    const result = this.run.result();
    const { compare } = this.state.asked();
    const missing = (result?.missing ?? []).map(
      ({ from, to }) => `${this.words.whole(from)} – ${this.words.whole(to)}`,
    );
    const beyond = result?.beyond ?? null;
    return [
      t('explore.remarkInterval', { interval: t(`explore.interval.${interval}`) }),
      ...(compare === null ? [] : [`${t('explore.of.compare')}: ${t(`explore.compare.${compare}`)}`]),
      ...(missing.length > 0 ? [t('explore.missing', { ranges: missing.join(t('explore.comma')) })] : []),
      ...[this.words.untold(result?.untold ?? null)].filter((text) => text !== null),
      ...(beyond === null ? [] : [t('explore.beyond', { count: this.words.formats().integer(beyond) })]),
    ];
  }

  private hasEarlier(): boolean {
    return (this.run.result()?.earlier ?? null) !== null;
  }

  private filters(): readonly string[] {
    const t = this.words.t();
    const { filters } = this.state.asked();
    return DIMENSIONS.flatMap((dimension) => {
      const values = filters[dimension];
      if (values === undefined) return [];
      const texts = values.map((value) => this.state.name(dimension, value));
      return [`${t(`explore.of.${dimension}`)}: ${texts.join(t('explore.comma'))}`];
    });
  }

  private title(): string {
    const by = this.state.asked().by;
    const split = by === null ? '' : ` · ${this.words.t()('explore.of.by')}: ${this.words.t()(`explore.of.${by}`)}`;
    return `${this.words.t()('explore.title')} · ${this.state.place()}${split}`;
  }

  private said(): (readonly [name: string, value: string])[] {
    const t = this.words.t();
    const result = this.run.result();
    const { filters } = this.state.asked();
    const range = result?.plan ?? this.state.order().plan;
    const whose = `${t('explore.of.county')}: ${this.state.place()}`;
    const named = this.filters();
    const told = filters.county === undefined ? [whose, ...named] : named;
    return this.notes.of({
      title: this.title(),
      range: { from: range.from, to: range.to },
      filters: told,
      asOf: result?.asOf ?? null,
      remarks: this.remarks(range.interval),
    });
  }
}

function colourOf(token: string): string {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  probe.style.color = `var(${token})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
