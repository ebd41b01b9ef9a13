import { countySettingsAnswer, countySettingsList, countySettingsOrder } from '@lianfang/contract';
import { describeOperation, inPath, jsonBody, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link countySettingsPaths} refers to. */
export const COUNTY_SETTINGS_ANSWERS = { countySettingsAnswer, countySettingsList };

const TAG = 'settings';
const GONE = 'There is no such county.';
const AWAY = 'Elasticsearch is away: ask again in a few seconds.';
const CODE = inPath('code', 'Five digits, as `/api/v1/directory` lists them.');

/** The part of the API's description that is about what counties have set. */
export function countySettingsPaths(): Paths {
  return {
    '/api/v1/settings': {
      get: {
        ...describeOperation('allCountySettings', 'What counties have set, all of them', {
          tag: TAG,
          answer: 'countySettingsList',
          problems: { 503: AWAY },
        }),
        description: 'Only those that have set something; people of a county get their own alone.',
      },
    },
    '/api/v1/counties/{code}/settings': {
      get: {
        ...describeOperation('countySettings', 'What a county has set', {
          tag: TAG,
          answer: 'countySettingsAnswer',
          problems: { 404: GONE, 503: AWAY },
        }),
        description:
          'Contacts are personal data. Thresholds hold on the county’s own pages; pages that show counties side by side use the common ones (80, 60, 40). `revision` 0: nothing was ever set. `directoryNames`: what the directory calls the county’s agencies.',
        parameters: [CODE],
      },
      put: {
        ...describeOperation('changeCountySettings', 'Change what a county has set', {
          tag: TAG,
          answer: 'countySettingsAnswer',
          problems: {
            400: 'The question is wrong; unknown agencies are named.',
            404: GONE,
            409: 'Somebody changed them since; read them again.',
            415: 'Not JSON.',
            503: 'The audit can’t be written, or Elasticsearch is away: nothing was done. Ask again in a few seconds.',
          },
        }),
        description:
          'All of it; `revision` is the one that was seen. Agencies’ names are shown by every gateway within ten seconds. A write needs the header `Origin` of this host (an address or `localhost`) or of one listed in LIANFANG_ORIGINS, and `content-type: application/json`.',
        parameters: [CODE],
        requestBody: jsonBody(countySettingsOrder),
      },
    },
  };
}
