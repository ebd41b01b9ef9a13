import { inputTopics } from './input-topics';

const topicsOf = (text: string | undefined, traffic = true) => inputTopics({ traffic }, { LIANFANG_TOPICS: text });

describe('inputTopics', () => {
  it.each([undefined, ''])('reads the topic that sensors write to where %j is said', (text) => {
    expect(topicsOf(text)).toEqual([{ topic: 'threat-events', lateness: '7d' }]);
  });

  it('reads those of LIANFANG_TOPICS, each with its window', () => {
    expect(topicsOf('threat-events:7d,history:3650d')).toEqual([
      { topic: 'threat-events', lateness: '7d' },
      { topic: 'history', lateness: '3650d' },
    ]);
  });

  it.each(['history', 'history:', ':7d', 'a b:7d', 'a:week', 'a:7d:8d', 'a:7d,'])('refuses %j', (text) => {
    expect(() => topicsOf(text, false)).toThrow('must list topics as name:window');
  });

  it('refuses a topic with two windows', () => {
    expect(() => topicsOf('threat-events:7d,threat-events:9d')).toThrow('twice');
  });

  it('refuses traffic that nobody would read, and needs no topic of its own without traffic', () => {
    expect(() => topicsOf('history:3650d')).toThrow('Add it, or start with --no-traffic');
    expect(topicsOf('history:3650d', false)).toEqual([{ topic: 'history', lateness: '3650d' }]);
  });
});
