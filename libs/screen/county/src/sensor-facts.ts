import type { SensorPage } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import type { CountyTranslate } from './county-language';

/** How many sensors there are and whether all answer, for the line below the county's name. */
export function sensorFacts(page: SensorPage, t: CountyTranslate, { integer }: Formats): string {
  const { alive, late, silent, 'never-seen': neverSeen, unknown } = page.counts;
  const all = alive + late + silent + neverSeen + unknown;
  if (all === 0) return t('county.sensorsNone');
  const missing = late + silent + neverSeen;
  const count = integer(all);
  if (missing > 0) return t('county.sensorsMissing', { count, missing: integer(missing) });
  return unknown > 0
    ? t('county.sensorsUnknown', { count, unknown: integer(unknown) })
    : t('county.sensorsAll', { count });
}
