import type { SensorPage } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import type { SituationTranslate } from './situation-words';

type Counts = SensorPage['counts'];

/** Sensors without any sign of life: those that fell silent, and those that never gave one. */
export function silentSensors(counts: Counts): number {
  return counts.silent + counts['never-seen'];
}

/** What there is to say of registered sensors where none is named; that all is well only where each is known to live. */
export function sensorsSentence(counts: Counts, t: SituationTranslate, { integer }: Formats): string {
  const { late, unknown, alive } = counts;
  const silent = silentSensors(counts);
  const missing = silent + late + unknown;
  if (missing + alive === 0) return t('feeds.unregistered');
  if (missing === 0) return t('feeds.none');
  return t('feeds.missing', { silent: integer(silent), late: integer(late), unknown: integer(unknown) });
}
