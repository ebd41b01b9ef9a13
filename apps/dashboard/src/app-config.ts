import type { ApplicationConfig } from '@angular/core';
import { inject, provideAppInitializer, provideZonelessChangeDetection } from '@angular/core';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { loadEcharts } from '@lianfang/screen/chart';
import { SessionSource } from '@lianfang/screen/data-access';
import { BundledWords, LANGUAGES } from '@lianfang/screen/kit';
import { provideEchartsCore } from 'ngx-echarts';
import { lettersReady } from './letters-ready';
import { routes } from './routes';

const LETTERS_LIMIT = 600;

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    // Both at the same time, before anything is drawn.
    provideAppInitializer(() => lettersReady(LETTERS_LIMIT)),
    provideAppInitializer(() => inject(SessionSource).load()),
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ anchorScrolling: 'enabled' })),
    provideTransloco({
      config: {
        availableLangs: [...LANGUAGES],
        defaultLang: 'zh-Hant-TW',
        fallbackLang: 'zh-Hant-TW',
        reRenderOnLangChange: true,
        prodMode: true,
      },
      loader: BundledWords,
    }),
    provideEchartsCore({ echarts: loadEcharts }),
  ],
};
