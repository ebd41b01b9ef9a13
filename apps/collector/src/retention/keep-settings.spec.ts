import { loadConfig } from '@lianfang/platform/config';
import { z } from 'zod';
import { keepVariable } from '@lianfang/store';
import { KEEP_NAMES, keepEnvironment, keepText, keepWishes } from './keep-settings';

const schema = z.object({ ...keepEnvironment });
const read = (environment: Record<string, string>) => keepWishes(loadConfig(schema, environment));

describe('variables of retention', () => {
  it('has one for each family, named after it', () => {
    expect(KEEP_NAMES.map((name) => keepVariable(name))).toEqual(
      'MINUTES HOURS DAYS CHUNK_SKETCHES HOUR_SKETCHES REVISIONS EVIDENCE HISTORY ALERTS RESENT UNREGISTERED_SIGNS POSTURES'
        .split(' ')
        .map((name) => `LIANFANG_KEEP_${name}`),
    );
  });

  it('takes times and forever; what is not set is no wish', () => {
    expect(read({ LIANFANG_KEEP_MINUTES: '36h', LIANFANG_KEEP_DAYS: 'forever' })).toMatchObject({
      minutes: 36 * 3_600_000,
      days: Infinity,
      hours: undefined,
    });
    expect([36, 48].map((hours) => keepText(hours * 3_600_000))).toEqual(['36h', '2d']);
  });

  it.each([
    ['LIANFANG_KEEP_MINUTES', '0d', /LIANFANG_KEEP_MINUTES: must be a time from 1d to 36500d, such as 35d, or forever/],
    ['LIANFANG_KEEP_MINUTES', '-1d', /must be a time/],
    ['LIANFANG_KEEP_MINUTES', '35', /must be a time/],
    ['LIANFANG_KEEP_HOURS', '56d', /LIANFANG_KEEP_HOURS: must be a time from 57d/],
    ['LIANFANG_KEEP_EVIDENCE', '99999d', /LIANFANG_KEEP_EVIDENCE/],
    [
      'LIANFANG_KEEP_ALERTS',
      '29d',
      /LIANFANG_KEEP_ALERTS: must be a time from 30d to 36500d, such as 400d, or forever/,
    ],
    ['LIANFANG_KEEP_RESENT', '29d', /must be a time from 30d/],
    ['LIANFANG_KEEP_UNREGISTERED_SIGNS', '7d', /must be a time from 8d to 36500d, such as 90d/],
    ['LIANFANG_KEEP_HISTORY', 'always', /such as 3650d, or forever/],
  ])('refuses %s=%s', (name, value, reason) => {
    expect(() => read({ [name]: value })).toThrow(reason);
  });
});
