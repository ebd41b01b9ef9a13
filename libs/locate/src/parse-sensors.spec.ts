import { parseSensors } from './parse-sensors';

const GOOD = `timeZone: Asia/Taipei
sensors:
  - name: fw-taipei-1
    format: cisco
  - { name: ids-1, timeZone: UTC }
`;

describe('parseSensors', () => {
  it('reads zones and formats, and names the file by its hash', () => {
    const parsed = parseSensors(GOOD);
    expect(parsed).toMatchObject({ ok: true, value: { timeZone: 'Asia/Taipei' } });
    expect(parsed.ok && [...parsed.value.sensors]).toEqual([
      ['fw-taipei-1', { timeZone: 'Asia/Taipei', format: 'cisco' }],
      ['ids-1', { timeZone: 'UTC' }],
    ]);
    expect(parsed.ok && parsed.value.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes a file that only states the zone', () => {
    expect(parseSensors('timeZone: Asia/Taipei\n')).toMatchObject({ ok: true, value: { timeZone: 'Asia/Taipei' } });
  });

  it.each([
    ['an unknown zone', 'Asia/Taipei', 'Taipeh', /^1: .*IANA time zone/],
    ['an abbreviation, which means several zones', 'Asia/Taipei', 'CST', /^1: .*IANA time zone/],
    ['a bad format', 'cisco', '"Cisco ASA"', /^4: .*source format/],
    ['a sensor twice', 'ids-1', 'fw-taipei-1', /^5: .*twice/],
    ['a sensor without name', 'name: ids-1, ', '', /^5: .*Kafka key/],
    ['a misspelt key', 'timeZone: UTC', 'zone: UTC', /^5: unknown key "zone"/],
  ])('refuses %s, with its line', (_name, from, to, problem) => {
    const parsed = parseSensors(GOOD.replace(from, to));
    const [first] = parsed.ok ? [] : parsed.error;
    expect(`${first?.line}: ${first?.reason}`).toMatch(problem);
  });
});
