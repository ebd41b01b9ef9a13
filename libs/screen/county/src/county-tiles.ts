import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { Explain, compareWithNormal, comparisonSign, comparisonWords } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';

/** Now against normal, today, what became of the last hour's events, and what went out. */
@Component({
  selector: 'lf-county-tiles',
  imports: [Explain, NgTemplateOutlet],
  templateUrl: './county-tiles.html',
  styleUrls: ['../../kit/src/card.css', './county-tiles.css'],
})
export class CountyTiles {
  protected readonly words = inject(CountyLanguage);
  protected readonly state = inject(CountyState);

  protected readonly rate = computed(() => {
    const figures = this.state.view()?.figures;
    if (figures === undefined) return null;
    const t = this.words.t();
    const formats = this.words.formats();
    const { blockedPerMinute, blockedPerMinutePer1000, normal, silent, lastEventMinute } = figures;
    const comparison = compareWithNormal(blockedPerMinute, normal);
    return {
      silent,
      since:
        lastEventMinute === null
          ? t('county.silentNever')
          : t('county.silentSince', { time: formats.time(lastEventMinute) }),
      figure: formats.rate(blockedPerMinute),
      kind: comparison.kind,
      sign: comparisonSign(comparison),
      words: comparisonWords(comparison, t, formats),
      normal:
        normal === null ? '' : t('county.normal', { low: formats.rate(normal.low), high: formats.rate(normal.high) }),
      per1000:
        blockedPerMinutePer1000 === null ? '' : t('county.per1000', { value: formats.rate(blockedPerMinutePer1000) }),
    };
  });
  protected readonly today = computed(() => {
    const figures = this.state.view()?.figures;
    return figures === undefined ? null : this.words.formats().amount(figures.blockedToday);
  });
  protected readonly hour = computed(() => {
    const figures = this.state.view()?.figures;
    if (figures === undefined) return null;
    const t = this.words.t();
    const { integer } = this.words.formats();
    const { blocked, allowed, detected } = figures.lastHour;
    return [
      { label: t('county.blocked'), value: integer(blocked), quiet: blocked === 0 },
      { label: t('county.allowed'), value: integer(allowed), quiet: allowed === 0 },
      { label: t('county.detected'), value: integer(detected), quiet: detected === 0 },
    ];
  });
  protected readonly outbound = computed(() => {
    const figures = this.state.view()?.figures;
    if (figures === undefined) return null;
    const isNone = figures.outboundLastHour === 0;
    return {
      isNone,
      figure: this.words.formats().integer(figures.outboundLastHour),
      note: this.words.t()(isNone ? 'county.outboundNone' : 'county.outboundNote'),
    };
  });
}
