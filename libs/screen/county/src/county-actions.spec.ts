import type { CountyView, SensorItem } from '@lianfang/contract';
import { makeFormats } from '@lianfang/screen/kit';
import { countyActions, unknownFacts, type ActionFacts } from './county-actions';
import type { CountyTranslate, CountyWord } from './county-language';
import { en } from './words/en';

const t = ((key: CountyWord, params: Record<string, string | number> = {}) =>
  en[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]))) as CountyTranslate;

const TO = Date.UTC(2026, 10, 22, 14);

function facts(figures: Partial<CountyView['figures']> = {}, severe = { critical: 0, high: 0 }): ActionFacts {
  const view = {
    county: '66000',
    figures: {
      outboundLastHour: 0,
      lastHour: { blocked: 10, allowed: 0, detected: 0 },
      silent: false,
      lastEventMinute: TO,
      ...figures,
    },
    posture: { at: TO, gap: null, inputs: { from: TO - 3_600_000, to: TO, severe, allowed: 2, detected: 0 } },
  } as unknown as CountyView;
  return {
    view,
    unanswering: [],
    sensorsKnown: true,
    asOf: TO,
    page: '/county',
    mayReadEvidence: true,
    nameOf: ({ id }) => id ?? '',
  };
}

function told(given: ActionFacts) {
  return countyActions(given, t, makeFormats('en'));
}

describe('what is to be done', () => {
  it('is nothing where nothing is known that calls for it', () => {
    expect(told(facts())).toEqual([]);
  });

  it('begins with the gravest, and each line leads to what it is about', () => {
    const sensors = ['a', 'b', 'c'].map((id) => ({ id }) as SensorItem);
    const lines = told({
      ...facts({ outboundLastHour: 1, lastHour: { blocked: 1, allowed: 2, detected: 0 } }, { critical: 1, high: 2 }),
      unanswering: sensors,
    });
    expect(lines.map(({ key, sign }) => [key, sign])).toEqual([
      ['outbound', '⬣'],
      ['severe', '▲'],
      ['allowed', '◆'],
      ['sensors', '◆'],
    ]);
    expect(lines[1]?.way?.query).toEqual({
      county: '66000',
      disposition: 'allowed',
      severity: 'critical',
      from: '2026-11-22T13:00:00.000Z',
      to: '2026-11-22T14:00:00.000Z',
    });
    expect(lines[3]).toMatchObject({ detail: 'a, b and 1 more', way: { path: '/county', fragment: 'sensors' } });
  });

  it('says that no data comes, which is not calm', () => {
    const [line] = told(facts({ silent: true, lastEventMinute: null }));
    expect(line).toMatchObject({ key: 'silent', detail: 'No event in the last 60 minutes' });
  });

  it('names no way to evidence for those who may not read it', () => {
    const lines = told({ ...facts({ outboundLastHour: 1 }), mayReadEvidence: false });
    expect(lines.map(({ way }) => way)).toEqual([null]);
  });

  it('leads from severe events to such as there are: allowed, detected, or either where both came', () => {
    const wayOf = (allowed: number, detected: number) => {
      const given = facts({}, { critical: 0, high: 1 });
      const inputs = { ...given.view.posture?.inputs, allowed, detected };
      const view = { ...given.view, posture: { ...given.view.posture, inputs } } as CountyView;
      return told({ ...given, view })[0]?.way?.query;
    };
    expect(wayOf(3, 0)).toMatchObject({ disposition: 'allowed', severity: 'high' });
    expect(wayOf(0, 3)).toMatchObject({ disposition: 'detected', severity: 'high' });
    expect(wayOf(1, 1)).toMatchObject({ severity: 'high' });
    expect(wayOf(1, 1)).not.toHaveProperty('disposition');
  });

  it('says what is not known: sensors, and a severity that is missing, old or without a score', () => {
    const calm = facts();
    const unknownOf = (changes: Partial<ActionFacts>) => unknownFacts({ ...calm, ...changes }, t);
    const severity = ['Severity is not known now'];
    const withPosture = (changes: object | null) => ({
      view: { ...calm.view, posture: changes && { ...calm.view.posture, ...changes } } as CountyView,
    });
    expect(unknownOf({})).toEqual([]);
    expect(unknownOf({ sensorsKnown: false })).toEqual(['Whether sensors answer is not known now']);
    expect(unknownOf(withPosture(null))).toEqual(severity);
    expect(unknownOf(withPosture({ gap: 'not-judged' }))).toEqual(severity);
    expect(unknownOf(withPosture({ inputs: { ...calm.view.posture?.inputs, severe: null } }))).toEqual(severity);
    expect(unknownOf({ asOf: TO + 120_001 })).toEqual(severity);
    expect(unknownOf({ asOf: TO + 120_000 })).toEqual([]);
  });
});
