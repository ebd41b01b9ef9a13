import type { Session } from '@lianfang/access';
import { OpenedSessions } from './opened-sessions';

function session(id: string): Session {
  return { id, issuer: 'https://id.example', subject: id, claims: {}, begun: 0, seen: 0 };
}

describe('OpenedSessions', () => {
  it('keeps so many, and lets go of who was not heard of for the longest', () => {
    const opened = new OpenedSessions(2);
    opened.keep('one', session('1'));
    opened.keep('two', session('2'));
    expect(opened.get('one')?.id).toBe('1');
    opened.keep('three', session('3'));
    expect(['one', 'two', 'three'].map((sealed) => opened.get(sealed)?.id)).toEqual(['1', undefined, '3']);
  });
});
