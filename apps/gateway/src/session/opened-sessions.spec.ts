import type { Session } from '@lianfang/access';
import { OpenedSessions } from './opened-sessions';

function session(id: string): Session {
  return { id, issuer: 'https://id.example', subject: id, claims: {}, begun: 0, seen: 0 };
}

describe('OpenedSessions', () => {
  it('keeps who is heard of, and lets go of who was not while a generation came', () => {
    const opened = new OpenedSessions(2);
    for (const name of ['one', 'two']) opened.keep(name, session(name));
    expect(opened.get('one')?.id).toBe('one');
    opened.keep('three', session('three'));
    expect(['one', 'two', 'three'].map((sealed) => opened.get(sealed)?.id)).toEqual(['one', undefined, 'three']);
  });
});
