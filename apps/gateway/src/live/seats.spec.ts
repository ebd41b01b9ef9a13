import { Seats } from './seats';

describe('Seats', () => {
  it('gives one session no more than 64, and others theirs', () => {
    const seats = new Seats();
    const taken = Array.from({ length: 70 }, () => seats.take('one')).filter(Boolean);
    expect([taken.length, seats.take('other')]).toEqual([64, true]);
    seats.leave('one');
    expect([seats.take('one'), seats.take('one')]).toEqual([true, false]);
  });
});
