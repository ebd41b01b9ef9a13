import { Injectable, computed, inject } from '@angular/core';
import { Language } from '@lianfang/screen/kit';
import type { Interval } from './explore-range';
import type { Untold } from './explore-result';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type ExploreWord = keyof typeof zhHantTw;

const TAIPEI = 'Asia/Taipei';

/** The words of this page beside those of the kit. */
@Injectable()
export class ExploreLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<ExploreWord>({ 'zh-Hant-TW': zhHantTw, en });
  readonly formats = this.language.formats;
  readonly code = this.language.code;
  private readonly regions = computed(
    () => new Intl.DisplayNames([this.code()], { type: 'region', style: 'short', fallback: 'code' }),
  );
  private readonly dates = computed(() => {
    const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const code = this.code() === 'en' ? 'en-GB' : 'zh-Hant-TW';
    const month = this.code() === 'en' ? 'short' : 'numeric';
    const date = { month, day: 'numeric' } as const;
    return {
      day: new Intl.DateTimeFormat(code, { timeZone: TAIPEI, ...date }),
      time: new Intl.DateTimeFormat(code, { timeZone: TAIPEI, ...date, ...hour }),
      year: new Intl.DateTimeFormat(code, { timeZone: TAIPEI, year: 'numeric', ...date, ...hour }),
    };
  });

  /** `11/22 21:00`, or `11/22` where days are told apart. */
  moment(instant: number, interval: Interval): string {
    return (interval === 'day' ? this.dates().day : this.dates().time).format(instant).replace(',', '');
  }

  /** `2026/11/22 21:00`. */
  whole(instant: number): string {
    return this.dates().year.format(instant).replace(',', '');
  }

  /** On the axis: minutes and hours of one day need no date. */
  tick(instant: number, { interval, isLong }: { readonly interval: Interval; readonly isLong: boolean }): string {
    if (interval === 'day') return this.dates().day.format(instant);
    return isLong ? this.moment(instant, interval) : this.formats().time(instant);
  }

  /** What was not told apart when it was counted, and what that means for the figures; null where all was. */
  untold(untold: Untold | null): string | null {
    if (untold === null) return null;
    const { integer } = this.formats();
    return this.t()(untold.counted ? 'explore.untold.counted' : 'explore.untold.left', {
      times: this.whole(Math.min(...untold.times)),
      intervals: integer(untold.times.length),
      count: integer(untold.events),
    });
  }

  /** A country by its code; 臺 as official names have it. */
  country(code: string): string {
    if (code === 'ZZ' || !/^[A-Z]{2}$/.test(code)) return code === 'ZZ' ? this.t()('explore.unknownCountry') : code;
    return (this.regions().of(code) ?? code).replaceAll('台', '臺');
  }
}
