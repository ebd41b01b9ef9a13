import type { PostureComponent, PostureContribution, PostureInputs } from '@lianfang/contract';
import type { Formats, Translate } from '@lianfang/screen/kit';
import type { PostureWord } from './words';

type Words = Translate<PostureWord>;

/** Decimals of a share that is rarely as much as a thousandth. */
const SHARE_DECIMALS = 3;

function pressure({ blocked, normal }: PostureInputs, t: Words, { integer }: Formats): readonly string[] {
  const now = t('posture.in.blocked', { count: integer(blocked) });
  if (normal === null) return [now, t('posture.in.learning')];
  const { low, middle, high } = normal;
  return [now, t('posture.in.normal', { low: integer(low), middle: integer(middle), high: integer(high) })];
}

function allowed({ blocked, allowed: passed, detected }: PostureInputs, t: Words, formats: Formats): readonly string[] {
  const all = blocked + passed + detected;
  const share = all === 0 ? '–' : formats.percent(passed / all, SHARE_DECIMALS);
  return [t('posture.in.allowed', { all: formats.integer(all), count: formats.integer(passed), share })];
}

function severity({ severe }: PostureInputs, t: Words, { integer }: Formats): readonly string[] {
  if (severe === null) return [t('posture.in.noSeverities')];
  return [t('posture.in.severe', { critical: integer(severe.critical), high: integer(severe.high) })];
}

function compromise(inputs: PostureInputs, t: Words, { integer }: Formats): readonly string[] {
  const addresses = integer(inputs.protectedAddresses);
  return [t('posture.in.outbound', { count: integer(inputs.outbound), addresses })];
}

function coverage({ agencies, agenciesCovered, sensors }: PostureInputs, t: Words, f: Formats): readonly string[] {
  const covered =
    agenciesCovered === null
      ? t('posture.in.noSensors')
      : t('posture.in.uncovered', { count: f.integer(agencies - agenciesCovered), agencies: f.integer(agencies) });
  if (sensors === null) return [covered];
  const { registered, alive, late, silent } = sensors;
  const counts = { all: f.integer(registered), alive: f.integer(alive), late: f.integer(late) };
  return [covered, t('posture.in.sensors', { ...counts, silent: f.integer(silent) })];
}

function duties({ duties: known }: PostureInputs, t: Words, { integer }: Formats): readonly string[] {
  if (known === null) return [t('posture.in.noDuties')];
  return [t('posture.in.duties', { open: integer(known.open), overdue: integer(known.overdue) })];
}

type Told = (inputs: PostureInputs, t: Words, formats: Formats) => readonly string[];
const TOLD: Readonly<Record<PostureComponent, Told>> = {
  pressure,
  allowed,
  severity,
  compromise,
  duties,
  coverage,
};

/** What a component was made from, in plain words with its figures, and how much it may take off. */
export function inputWords(
  { component, state, most }: PostureContribution,
  inputs: PostureInputs,
  t: Words,
  formats: Formats,
): readonly string[] {
  const told = TOLD[component](inputs, t, formats);
  if (state === 'not-connected') return told;
  const limit = t(state === 'unknown' ? 'posture.in.unknown' : 'posture.in.most', { most: formats.integer(most) });
  return [...told, limit];
}
