import { makeFormats } from '@lianfang/screen/kit';
import { sensorsSentence, silentSensors } from './sensor-counts';
import type { SituationTranslate, SituationWord } from './situation-words';
import { en } from './words/en';

const NONE = { silent: 0, late: 0, 'never-seen': 0, unknown: 0, unregistered: 0, alive: 0 };
const t = ((key: SituationWord, params: Record<string, string> = {}) =>
  en[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]))) as SituationTranslate;
const said = (counts: Partial<typeof NONE>) => sensorsSentence({ ...NONE, ...counts }, t, makeFormats('en'));

describe('what is said of the sensors', () => {
  it('is that all is well only where every registered one is alive', () => {
    expect(said({ alive: 5 })).toBe(en['feeds.none']);
    expect(said({ alive: 5, unregistered: 2 })).toBe(en['feeds.none']);
    for (const state of ['silent', 'late', 'never-seen', 'unknown']) {
      expect(said({ alive: 5, [state]: 1 })).toMatch(/^Not all/);
    }
    expect(said({ alive: 5, silent: 1, 'never-seen': 2, late: 3, unknown: 4 })).toBe(
      'Not all give signs of life: 3 silent, 3 late, 4 not known',
    );
  });

  it('is that none is registered where none is', () => {
    expect(said({})).toBe('No sensor is registered');
    expect(said({ unregistered: 2 })).toBe('No sensor is registered');
  });
});

it('counts who was never seen among the silent', () => {
  expect(silentSensors({ ...NONE, silent: 2, 'never-seen': 3 })).toBe(5);
});
