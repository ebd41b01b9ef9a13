import { leavingNormal } from './leaving-normal';

const series = (rates: readonly number[]) =>
  rates.map((perSecond, index) => ({ time: index * 60_000, perSecond, low: 10, high: 20, revised: null }));

describe('the moment of leaving normal', () => {
  it('is the first minute of the run that still goes on', () => {
    expect(leavingNormal(series([15, 25, 15, 21, 22, 30]))).toEqual({ time: 180_000, side: 'above', index: 3 });
    expect(leavingNormal(series([15, 5, 4]))).toEqual({ time: 60_000, side: 'below', index: 1 });
  });

  it('is nothing within normal, for one minute of chance, and while learning', () => {
    expect(leavingNormal(series([15, 25, 15]))).toBeNull();
    expect(leavingNormal(series([15, 15, 25]))).toBeNull();
    expect(leavingNormal([])).toBeNull();
    expect(leavingNormal(series([25, 25]).map((point) => ({ ...point, low: null, high: null })))).toBeNull();
  });

  it('is nothing while the line is still near to the edge, and then the minute of crossing it', () => {
    expect(leavingNormal(series([15, 20.5, 21, 21.5]))).toBeNull();
    expect(leavingNormal(series([15, 20.5, 21, 22]))).toEqual({ time: 60_000, side: 'above', index: 1 });
  });

  it('goes back to the edge when the whole hour is outside', () => {
    expect(leavingNormal(series([25, 26]))).toMatchObject({ index: 0 });
  });
});
