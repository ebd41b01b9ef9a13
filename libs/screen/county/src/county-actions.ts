import type { CountyView, PostureInputs, SensorItem } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import { SENSORS_PLACE, nextSteps } from '@lianfang/screen/posture';
import type { CountyTranslate } from './county-language';

/** Something known that calls for a deed, with the way to it. */
export interface CountyAction {
  readonly key: 'outbound' | 'severe' | 'allowed' | 'silent' | 'sensors';
  /** Gravity: a shape, never colour alone. */
  readonly sign: '⬣' | '▲' | '◆';
  readonly tone: 'critical' | 'high' | 'medium';
  readonly title: string;
  readonly detail: string;
  /** Null: whoever looks may not open it. */
  readonly way: {
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly fragment: string | undefined;
    readonly words: string;
  } | null;
}

/** What is known of a county now. */
export interface ActionFacts {
  readonly view: CountyView;
  /** Sensors that do not answer. */
  readonly unanswering: readonly SensorItem[];
  /** False: nobody knows now whether sensors answer, or not of all. */
  readonly sensorsKnown: boolean;
  /** The instant that the figures are true of (milliseconds); null before there are any. */
  readonly asOf: number | null;
  /** Address of the page, which holds the list of sensors. */
  readonly page: string;
  readonly mayReadEvidence: boolean;
  readonly nameOf: (sensor: SensorItem) => string;
}

const MOST_NAMES = 2;
/** A score is made anew each minute: one that lies further behind the figures is not of now. */
const POSTURE_LASTS = 2 * 60_000;

/** What is not known now, in words: without it nobody can say that nothing calls for a deed. */
export function unknownFacts({ view, sensorsKnown, asOf }: ActionFacts, t: CountyTranslate): readonly string[] {
  const { posture } = view;
  const isOld = posture !== null && asOf !== null && asOf - posture.at > POSTURE_LASTS;
  const severityKnown = posture !== null && posture.gap === null && posture.inputs.severe !== null && !isOld;
  return [
    ...(sensorsKnown ? [] : [t('county.do.sensorsUnknown')]),
    ...(severityKnown ? [] : [t('county.do.severityUnknown')]),
  ];
}

/** What calls for a deed, the gravest first. Nothing is invented: no event, no line, and no deadline that nobody set. */
export function countyActions(facts: ActionFacts, t: CountyTranslate, formats: Formats): readonly CountyAction[] {
  return [outbound, severe, allowed, silent, sensors].flatMap((told) => told(facts, t, formats) ?? []);
}

type Told = (facts: ActionFacts, t: CountyTranslate, formats: Formats) => CountyAction | null;

function evidence({ view, mayReadEvidence }: ActionFacts, query: Readonly<Record<string, string>>, words: string) {
  if (!mayReadEvidence) return null;
  return { path: '/evidence', query: { county: view.county, ...query }, fragment: undefined, words };
}

const outbound: Told = (facts, t, { integer }) => {
  const count = facts.view.figures.outboundLastHour;
  if (count === 0) return null;
  return {
    key: 'outbound',
    sign: '⬣',
    tone: 'critical',
    title: t('county.do.outbound'),
    detail: t('county.do.outboundNote', { count: integer(count) }),
    way: evidence(facts, { direction: 'outbound' }, t('county.do.see')),
  };
};

/** To events that there are: of the dispositions that may hold them, one that held any, or all where both did. */
function severeWay(facts: ActionFacts, inputs: PostureInputs, words: string): CountyAction['way'] {
  const steps = nextSteps('severity', { county: facts.view.county, inputs }, facts).filter(
    ({ query }) => inputs[query['disposition'] === 'allowed' ? 'allowed' : 'detected'] > 0,
  );
  const [step] = steps;
  if (step === undefined) return null;
  const { disposition, ...rest } = step.query;
  const isPlain = steps.every(({ query }) => query['disposition'] === disposition);
  const query = isPlain && disposition !== undefined ? { ...rest, disposition } : rest;
  return { path: step.path, query, fragment: step.fragment, words };
}

const severe: Told = (facts, t, { integer, time }) => {
  const inputs = facts.view.posture?.inputs;
  const known = inputs?.severe ?? null;
  if (inputs === undefined || known === null || known.critical + known.high === 0) return null;
  const counts = { critical: integer(known.critical), high: integer(known.high) };
  return {
    key: 'severe',
    sign: '▲',
    tone: 'high',
    title: t('county.do.severe'),
    detail: t('county.do.severeNote', { ...counts, from: time(inputs.from), to: time(inputs.to) }),
    way: severeWay(facts, inputs, t('county.do.see')),
  };
};

const allowed: Told = (facts, t, { integer }) => {
  const count = facts.view.figures.lastHour.allowed;
  if (count === 0) return null;
  return {
    key: 'allowed',
    sign: '◆',
    tone: 'medium',
    title: t('county.do.allowed'),
    detail: t('county.do.allowedNote', { count: integer(count) }),
    way: evidence(facts, { disposition: 'allowed' }, t('county.do.see')),
  };
};

function toSensors({ page }: ActionFacts, words: string): CountyAction['way'] {
  return { path: page, query: {}, fragment: SENSORS_PLACE, words };
}

const silent: Told = (facts, t, { time }) => {
  const { silent: isSilent, lastEventMinute } = facts.view.figures;
  if (!isSilent) return null;
  return {
    key: 'silent',
    sign: '▲',
    tone: 'high',
    title: t('county.do.silent'),
    detail:
      lastEventMinute === null ? t('county.silentNever') : t('county.silentSince', { time: time(lastEventMinute) }),
    way: toSensors(facts, t('county.do.sensorsSee')),
  };
};

const sensors: Told = (facts, t, { integer }) => {
  const { unanswering, nameOf } = facts;
  if (unanswering.length === 0) return null;
  const names = unanswering.slice(0, MOST_NAMES).map(nameOf).join(t('county.do.joint'));
  const more = unanswering.length - MOST_NAMES;
  return {
    key: 'sensors',
    sign: '◆',
    tone: 'medium',
    title: t('county.do.sensors', { count: integer(unanswering.length) }),
    detail: more > 0 ? t('county.do.sensorsMore', { names, count: integer(more) }) : names,
    way: toSensors(facts, t('county.do.sensorsSee')),
  };
};
