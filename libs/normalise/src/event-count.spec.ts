import { MOST_EVENTS_PER_RECORD, readCount } from './event-count';

describe('readCount', () => {
  it.each([
    [undefined, 1],
    ['', 1],
    [0, 1],
    [1, 1],
    ['312', 312],
    [MOST_EVENTS_PER_RECORD, MOST_EVENTS_PER_RECORD],
  ])('reads %s', (value, count) => {
    expect(readCount(value, 'cnt')).toEqual({ ok: true, value: count });
  });

  it.each([-1, 0.5, '1e9', 1e300, Number.NaN, MOST_EVENTS_PER_RECORD + 1, 'many', {}, [2]])('refuses %s', (value) => {
    expect(readCount(value, 'cnt')).toMatchObject({ ok: false, error: { code: 'bad-field' } });
  });
});
