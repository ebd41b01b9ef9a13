import fc from 'fast-check';
import { FieldPicker } from '@lianfang/json-fields';
import { isIpv4 } from './ipv4';
import { readUsualTime } from './usual-time';

const picker = new FieldPicker({ address: 'address', time: 'time' }, { parse: (text) => JSON.parse(text) as unknown });
const [address, time] = [picker.placeOf('address'), picker.placeOf('time')];

function scan(fields: object): void {
  const bytes = Buffer.from(JSON.stringify(fields));
  if (!picker.scan(bytes, 0, bytes.length)) throw new Error('in doubt');
}

const digits = (most: number) => fc.integer({ min: 0, max: most }).map(String);
const number = (width: number, most: number) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(width, '0')) },
    { weight: 1, arbitrary: fc.constantFrom('00', '99', '1', 'x1', '-1', '60', '24', '29', '30', '31', '') },
  );

describe('what is read while scanning is what the plain readers read', () => {
  it('of IPv4 addresses', () => {
    const part = fc.oneof(
      { weight: 12, arbitrary: digits(280) },
      fc.constantFrom('0', '00', '01', '255', '256', '', ' 1', '1 ', 'a', '1e1'),
    );
    const text = fc
      .tuple(fc.array(part, { minLength: 4, maxLength: 4 }), fc.constantFrom('.', '.', '.', '.', '..', ','))
      .map(([parts, mark]) => parts.join(mark));
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(text, (value) => {
        scan({ address: value });
        const expected = isIpv4(value) ? value.split('.').reduce((sum, one) => sum * 256 + Number(one), 0) : -1;
        seen[expected < 0 ? 'no' : 'yes'] += 1;
        expect([value, picker.addressAt(address), picker.textAt(address)]).toEqual([value, expected, value]);
        expect(picker.take()?.['address']).toBe(value);
      }),
      { numRuns: 20_000, seed: 11 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(1_000);
  });

  it('of times', () => {
    const mark = fc.constantFrom('', '', '.', ',');
    const zone = fc.constantFrom(
      'Z',
      '+0800',
      '+08:00',
      '-0530',
      '-05:30',
      '+1801',
      '+0860',
      'z',
      '',
      '+08',
      '+08000',
      '+0a00',
    );
    const text = fc
      .tuple(
        fc.oneof(
          number(4, 2_300),
          fc.constantFrom(
            '1970',
            '1969',
            '2000',
            '2100',
            '2199',
            '2200',
            '0099',
            '20ab',
            '19ab',
            '2a00',
            '20:0',
            '210/',
          ),
        ),
        fc.tuple(number(2, 13), number(2, 32), number(2, 24), number(2, 60), number(2, 60)),
        fc.tuple(mark, fc.stringMatching(/^\d{0,20}$/)),
        zone,
      )
      .map(([year, [month, day, hour, minute, second], [point, fraction], end]) => {
        const date = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
        return `${date}${point}${point === '' ? '' : fraction}${end}`;
      });
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(text, (value) => {
        scan({ time: value });
        const [read, expected] = [picker.timeAt(time), readUsualTime(value)];
        // Years before 1970 and after 2199 are left to the plain reader.
        const isFar = expected !== undefined && (Number(value.slice(0, 4)) < 1970 || Number(value.slice(0, 4)) > 2199);
        seen[Number.isNaN(read) ? 'no' : 'yes'] += 1;
        expect([value, read]).toEqual([value, isFar ? NaN : (expected ?? NaN)]);
        expect(picker.take()?.['time']).toBe(value);
      }),
      { numRuns: 25_000, seed: 12 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(250);
  });

  it('of every day from 1970 to 2199', () => {
    for (let day = Date.UTC(1970, 0, 1); day < Date.UTC(2200, 0, 1); day += 86_400_000) {
      scan({ time: new Date(day + 45_296_789).toISOString() });
      if (picker.timeAt(time) !== day + 45_296_789) throw new Error(new Date(day).toISOString());
    }
  });
});
