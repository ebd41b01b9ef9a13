import { POSTURE_COMPONENTS, POSTURE_GAPS, type Posture, type PostureContribution } from '@lianfang/contract';
import { makeFormats, type Translate } from '@lianfang/screen/kit';
import { inputWords } from './input-words';
import { nextSteps } from './next-steps';
import { postureChange } from './posture-change';
import { POSTURE_LEVELS, postureLevel } from './posture-level';
import { waterfallOf } from './waterfall';
import { POSTURE_WORDS, type PostureWord } from './words';

const HOUR = { from: Date.UTC(2026, 10, 22, 13), to: Date.UTC(2026, 10, 22, 14) };
const INPUTS: Posture['inputs'] = {
  ...HOUR,
  blocked: 197_564,
  allowed: 2,
  detected: 5,
  normal: { low: 110_000, middle: 126_000, high: 142_000 },
  severe: { critical: 1, high: 0 },
  outbound: 1,
  protectedAddresses: 49_000,
  agencies: 18,
  agenciesCovered: 16,
  sensors: { registered: 31, alive: 27, late: 1, silent: 3 },
  duties: null,
};
const PLACE = { page: '/county', mayReadEvidence: true };
const OF = { county: '66000', inputs: INPUTS };

const contribution = (
  component: PostureContribution['component'],
  points: number,
  state: PostureContribution['state'] = 'known',
): PostureContribution => ({ component, points, state, most: 25 });

/** Fills in, as the screen does. */
const t = ((key: PostureWord, params: Record<string, string | number> = {}) =>
  POSTURE_WORDS.en[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]))) as Translate<PostureWord>;

function told(component: PostureContribution['component'], inputs = INPUTS, state?: PostureContribution['state']) {
  return inputWords(contribution(component, 0, state), inputs, t, makeFormats('en')).join(' ');
}

describe('the waterfall', () => {
  it('goes from 100 down to the score, each bar where the one before it ended', () => {
    const steps = waterfallOf({
      contributions: [contribution('pressure', -14), contribution('allowed', 0), contribution('coverage', -4)],
    });
    expect(steps.map(({ start, width }) => [start, width])).toEqual([
      [86, 14],
      [86, 0],
      [82, 4],
    ]);
  });

  it('never leaves the track', () => {
    const steps = waterfallOf({ contributions: [contribution('pressure', -90), contribution('severity', -25)] });
    expect(steps.at(-1)).toMatchObject({ start: 0, width: 10 });
  });
});

describe('the change since yesterday', () => {
  const yesterday = (score: number, ...changes: [PostureContribution['component'], number][]) => ({
    at: 0,
    score,
    changes: changes.map(([component, points]) => ({ component, points })),
  });

  it('names what moved it that way, the most first, and nothing that moved it the other way', () => {
    const before = yesterday(81, ['pressure', -5], ['coverage', 3], ['compromise', -9], ['allowed', -8]);
    expect(postureChange({ score: 62, yesterday: before })).toEqual({
      points: -19,
      before: 81,
      isWhole: true,
      reasons: [
        { component: 'compromise', points: -9 },
        { component: 'allowed', points: -8 },
      ],
    });
  });

  it('takes what became known for no improvement', () => {
    expect(postureChange({ score: 94, yesterday: yesterday(81) })).toMatchObject({ points: 0, isWhole: false });
    expect(postureChange({ score: 90, yesterday: yesterday(81, ['allowed', -4]) })).toMatchObject({
      points: -4,
      isWhole: false,
      reasons: [{ component: 'allowed', points: -4 }],
    });
  });

  it('has no reasons where nothing changed, and is nothing without both scores', () => {
    expect(postureChange({ score: 81, yesterday: yesterday(81, ['pressure', -5], ['coverage', 5]) })?.reasons).toEqual(
      [],
    );
    expect(postureChange({ score: null, yesterday: yesterday(81) })).toBeNull();
    expect(postureChange({ score: 81, yesterday: null })).toBeNull();
  });
});

describe('the next steps', () => {
  it('lead to the events of the same minutes, by what tells them apart', () => {
    const [allowed] = nextSteps('allowed', OF, PLACE);
    expect(allowed).toMatchObject({
      path: '/evidence',
      query: {
        county: '66000',
        disposition: 'allowed',
        from: '2026-11-22T13:00:00.000Z',
        to: '2026-11-22T14:00:00.000Z',
      },
    });
    expect(nextSteps('severity', OF, PLACE).map(({ query }) => [query['severity'], query['disposition']])).toEqual([
      ['critical', 'allowed'],
      ['critical', 'detected'],
    ]);
  });

  it('lead to places of the page for what has no events, and nowhere for what is not connected', () => {
    expect(nextSteps('pressure', OF, PLACE)).toMatchObject([{ path: '/county', fragment: 'today' }]);
    expect(nextSteps('coverage', OF, PLACE)).toMatchObject([{ path: '/county', fragment: 'sensors' }]);
    expect(nextSteps('duties', OF, PLACE)).toEqual([]);
  });

  it('offer no evidence to those who may not read it', () => {
    for (const component of ['allowed', 'severity', 'compromise'] as const) {
      expect(nextSteps(component, OF, { ...PLACE, mayReadEvidence: false })).toEqual([]);
    }
  });
});

describe('the inputs in words', () => {
  it('tell the figures of each component', () => {
    expect(told('pressure')).toMatch(/197,564 blocked in 60 minutes\. Own normal is 110,000 to 142,000/);
    expect(told('allowed')).toContain('2 of 197,571 events were allowed (0.001%)');
    expect(told('severity')).toContain('1 of critical and 0 of high');
    expect(told('compromise')).toContain('began 1 outbound events');
    expect(told('coverage')).toMatch(/2 of 18 agencies have no living sensor\. 31 sensors registered: 27 alive/);
  });

  it('say what is not known, and that it costs half', () => {
    expect(told('pressure', { ...INPUTS, normal: null }, 'unknown')).toMatch(
      /no normal of its own[\s\S]*half is taken off/,
    );
    expect(told('severity', { ...INPUTS, severe: null }, 'unknown')).toContain('not available now');
    expect(told('coverage', { ...INPUTS, agenciesCovered: null, sensors: null }, 'unknown')).toContain('No sensor');
  });

  it('claim nothing of duties, which are not connected', () => {
    expect(told('duties', INPUTS, 'not-connected')).toMatch(/not connected yet/);
    expect(told('duties', INPUTS, 'not-connected')).not.toMatch(/\d/);
  });
});

it.each([
  [100, 'steady'],
  [80, 'steady'],
  [79, 'watch'],
  [60, 'watch'],
  [59, 'strained'],
  [39, 'critical'],
  [0, 'critical'],
])('calls a score of %i %s', (score, level) => {
  expect(postureLevel(score)).toBe(level);
});

it.each([
  [85, 'steady'],
  [84, 'watch'],
  [64, 'strained'],
  [44, 'critical'],
])('calls a score of %i %s by thresholds of a county’s own', (score, level) => {
  expect(postureLevel(score, { steady: 85, watch: 65, strained: 45 })).toBe(level);
});

describe('the words of the card', () => {
  const { en, 'zh-Hant-TW': zh } = POSTURE_WORDS;

  it('have the same keys and the same gaps in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zh)) {
      expect([key, gapsOf(en[key as PostureWord])]).toEqual([key, gapsOf(text)]);
    }
  });

  it('name every gap, and when it was judged last', () => {
    for (const gap of POSTURE_GAPS) {
      expect(zh[`posture.gap.${gap}`]).not.toBe('');
      expect(zh[`posture.gap.${gap}Note`]).toContain('{{time}}');
    }
  });

  it('write 臺, never 台, and name every component and level', () => {
    expect(Object.values(zh).join('')).not.toContain('台');
    for (const component of POSTURE_COMPONENTS) {
      for (const of of ['', 'short.', 'raise.']) expect(Object.keys(zh)).toContain(`posture.${of}${component}`);
    }
    for (const level of POSTURE_LEVELS) expect(Object.keys(zh)).toContain(`posture.level.${level}`);
  });
});
