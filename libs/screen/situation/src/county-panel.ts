import { Component, computed, inject, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Language, comparisonSign, comparisonWords, type WordKey } from '@lianfang/screen/kit';
import type { CountyRow } from './county-rows';
import { passedCounties } from './passed-counties';
import { SituationState } from './situation-state';
import { steadyOrder, type SteadyOrder } from './steady-order';

const MOST_PASSED = 4;

interface Entry {
  readonly label: WordKey;
  readonly value: string;
}

function inPlace<T extends { readonly row: CountyRow }>(found: readonly T[], codes: readonly string[]): readonly T[] {
  return [...found].sort((a, b) => codes.indexOf(a.row.code) - codes.indexOf(b.row.code));
}

/** Beside the map: the selected county's figures, or, with none selected, where something was let through. */
@Component({
  selector: 'lf-county-panel',
  imports: [RouterLink],
  templateUrl: './county-panel.html',
  styleUrl: './county-panel.css',
})
export class CountyPanel {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);

  private readonly passedPlaces = this.placesOf(() => passedCounties(this.state.rows()));

  protected readonly passed = computed(() => {
    const t = this.language.t();
    const { integer } = this.language.formats();
    return inPlace(passedCounties(this.state.rows()), this.passedPlaces().codes)
      .slice(0, MOST_PASSED)
      .map(({ row, allowed, outbound }) => ({
        row,
        words: [
          ...(outbound > 0 ? [t('panel.outboundShort', { count: integer(outbound) })] : []),
          ...(allowed > 0 ? [t('panel.allowedShort', { count: integer(allowed) })] : []),
        ].join(' · '),
      }));
  });

  protected readonly selected = computed(() => {
    const row = this.state.selected();
    if (row === null) return null;
    const formats = this.language.formats();
    return {
      row,
      silent: row.figures?.silent ?? false,
      kind: row.comparison.kind,
      sign: comparisonSign(row.comparison),
      words: comparisonWords(row.comparison, this.language.t(), formats),
      perMinute: row.figures === null ? '–' : formats.rate(row.figures.blockedPerMinute),
      entries: this.entriesOf(row),
    };
  });

  private placesOf(found: () => readonly { readonly row: CountyRow }[]) {
    return linkedSignal<{ key: string; ranked: readonly string[] }, SteadyOrder>({
      source: () => ({ key: String(this.state.minute()), ranked: found().map(({ row }) => row.code) }),
      computation: ({ key, ranked }, previous) => steadyOrder(previous?.value, key, ranked),
    });
  }

  private entriesOf({ figures, agencies, protectedAddresses }: CountyRow): readonly Entry[] {
    const { rate, integer, compact, time } = this.language.formats();
    const none = this.language.t()('panel.none');
    if (figures === null) return [];
    const { normal, blockedPerMinutePer1000: per1000, lastEventMinute } = figures;
    const shown = (value: number | null, format: (value: number) => string): string =>
      value === null ? none : format(value);
    return [
      { label: 'panel.per1000', value: shown(per1000, rate) },
      {
        label: 'panel.normal',
        value: normal === null ? this.language.t()('table.learning') : `${rate(normal.low)}–${rate(normal.high)}`,
      },
      { label: 'panel.today', value: compact(figures.blockedToday) },
      { label: 'panel.allowed', value: integer(figures.lastHour.allowed) },
      { label: 'panel.outbound', value: integer(figures.outboundLastHour) },
      { label: 'panel.lastEvent', value: shown(lastEventMinute, time) },
      { label: 'panel.agencies', value: shown(agencies, integer) },
      { label: 'panel.addresses', value: shown(protectedAddresses, integer) },
    ];
  }
}
