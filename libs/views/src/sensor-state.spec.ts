import { judgeState } from './sensor-state';

const MINUTE = 60_000;
const beat = { heartbeatMs: MINUTE, lastSign: 0 };

describe('judgeState', () => {
  it.each([
    ['alive up to its expected heartbeat', { ...beat, asOf: MINUTE }, { state: 'alive', since: null }],
    ['late after it', { ...beat, asOf: MINUTE + 1 }, { state: 'late', since: MINUTE }],
    ['late up to three times that', { ...beat, asOf: 3 * MINUTE }, { state: 'late', since: MINUTE }],
    ['silent after them', { ...beat, asOf: 3 * MINUTE + 1 }, { state: 'silent', since: 3 * MINUTE }],
    ['alive when its sign is later than what is known', { ...beat, asOf: -5 }, { state: 'alive', since: null }],
    ['never seen', { ...beat, lastSign: undefined, asOf: MINUTE }, { state: 'never-seen', since: null }],
    ['unknown while nobody says how far the log is read', { ...beat, asOf: null }, { state: 'unknown', since: null }],
    ['unregistered', { ...beat, heartbeatMs: undefined, asOf: 0 }, { state: 'unregistered', since: null }],
  ])('is %s', (_name, facts, expected) => expect(judgeState(facts)).toEqual(expected));
});
