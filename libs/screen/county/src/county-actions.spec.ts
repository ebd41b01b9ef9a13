import type { CountyView, SensorItem } from '@lianfang/contract';
import { makeFormats } from '@lianfang/screen/kit';
import { countyActions, type ActionFacts } from './county-actions';
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
    posture: { inputs: { from: TO - 3_600_000, to: TO, severe } },
  } as unknown as CountyView;
  return { view, unanswering: [], page: '/county', mayReadEvidence: true, nameOf: ({ id }) => id ?? '' };
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
});
