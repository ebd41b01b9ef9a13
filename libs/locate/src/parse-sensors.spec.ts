import { parseSensors, type SensorFile } from './parse-sensors';

const GOOD = `timeZone: Asia/Taipei
unregistered: reject
heartbeat: PT2M
sensors:
  - id: fw-taipei-1
    name: { zh: 市府防火牆, en: City hall firewall }
    speaksFor: { counties: ['63000'], agencies: [new-taipei-police] }
    topics: [threat-events]
    format: cisco
    heartbeat: PT90S
  - { id: backbone-1, speaksFor: nation, timeZone: UTC }
`;
const OLDER = `timeZone: Asia/Taipei
sensors:
  - name: fw-taipei-1
    format: cisco
  - { name: ids-1, timeZone: UTC }
`;

function read(text: string): SensorFile {
  const parsed = parseSensors(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

describe('parseSensors', () => {
  it('reads who may speak for whom, where, how and how often, and names the file by its hash', () => {
    const file = read(GOOD);
    expect(file).toMatchObject({ timeZone: 'Asia/Taipei', unregistered: 'reject' });
    expect(file.hash).toMatch(/^[0-9a-f]{64}$/);
    expect([...file.sensors.values()]).toEqual([
      {
        id: 'fw-taipei-1',
        name: { zh: '市府防火牆', en: 'City hall firewall' },
        speaksFor: { counties: [{ id: '63000', line: 7 }], agencies: [{ id: 'new-taipei-police', line: 7 }] },
        topics: ['threat-events'],
        format: 'cisco',
        bindsFormat: true,
        timeZone: 'Asia/Taipei',
        heartbeatMs: 90_000,
      },
      { id: 'backbone-1', speaksFor: 'nation', bindsFormat: true, timeZone: 'UTC', heartbeatMs: 120_000 },
    ]);
  });

  it('still reads the older form, in which `name` was the key and nothing was bound', () => {
    const older = { speaksFor: 'nation', bindsFormat: false, heartbeatMs: 300_000 };
    const file = read(OLDER);
    expect(file.unregistered).toBe('count');
    expect([...file.sensors.values()]).toEqual([
      { id: 'fw-taipei-1', timeZone: 'Asia/Taipei', format: 'cisco', ...older },
      { id: 'ids-1', timeZone: 'UTC', ...older },
    ]);
  });

  it('takes a file that only states the zone', () => {
    expect(read('timeZone: Asia/Taipei\n')).toMatchObject({ timeZone: 'Asia/Taipei', unregistered: 'count' });
  });

  it.each([
    ['an unknown zone', 'Asia/Taipei', 'Taipeh', /^1: .*IANA time zone/],
    ['an abbreviation, which means several zones', 'Asia/Taipei', 'CST', /^1: .*IANA time zone/],
    ['an unknown policy', 'reject', 'drop', /^2: .*`count` or `reject`/],
    ['a heartbeat without unit', 'PT2M', '120', /^3: .*PT120S is 120 seconds/],
    ['a heartbeat of months', 'PT90S', 'P1M', /^10: .*ISO 8601 duration/],
    ['a heartbeat of nothing', 'PT90S', 'PT0S', /^10: .*from PT1S/],
    ['a heartbeat that is none', 'PT90S', 'PT', /^10: .*ISO 8601 duration/],
    ['a sensor without id', 'id: backbone-1, ', '', /^11: .*the key of its Kafka records/],
    ['an id that can not be seen', 'id: backbone-1', 'id: "a\\u202eb"', /^11: .*visible characters/],
    ['a sensor twice', 'backbone-1', 'fw-taipei-1', /^11: .*twice/],
    ['a sensor that may speak for nobody said', ', speaksFor: nation', '', /^11: .*must state `speaksFor`/],
    ['a word that is no answer', 'speaksFor: nation', 'speaksFor: all', /^11: .*must state `speaksFor`: nation/],
    ['an empty answer', 'speaksFor: nation', 'speaksFor: {}', /^11: .*must state `speaksFor`/],
    ['no county', "['63000']", '[]', /^7: .*at least one item/],
    ['half a name', '{ zh: 市府防火牆, en: City hall firewall }', '{ zh: 市府防火牆 }', /^6: .*must have `en`/],
    ['a topic that is none', '[threat-events]', '[threat events]', /^8: .*name of a Kafka topic/],
    ['a bad format', 'cisco', '"Cisco ASA"', /^9: .*source format/],
    ['a misspelt key', 'heartbeat: PT90S', 'heartBeat: PT90S', /^10: unknown key "heartBeat"/],
    ['the older form with what only the newer one has', 'id: backbone-1', 'name: backbone-1', /^11: .*write `id`/],
  ])('refuses %s, with its line', (_name, from, to, problem) => {
    const parsed = parseSensors(GOOD.replace(from, to));
    const [first] = parsed.ok ? [] : parsed.error;
    expect(`${first?.line}: ${first?.reason}`).toMatch(problem);
  });
});
