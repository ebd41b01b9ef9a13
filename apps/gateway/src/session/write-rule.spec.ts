import { refusalOf } from './write-rule';

const JSON_TYPE = 'application/json; charset=utf-8';

describe('refusalOf', () => {
  it.each([
    ['our own address', 'http://127.0.0.1:8080', '127.0.0.1:8080', undefined],
    ['localhost', 'http://localhost:8080', 'localhost:8080', undefined],
    ['IPv6', 'http://[::1]:8080', '[::1]:8080', undefined],
    ['a listed origin', 'https://soc.example', 'anything', undefined],
    ['no origin', undefined, '127.0.0.1:8080', 'origin'],
    ['another port', 'http://127.0.0.1:1', '127.0.0.1:8080', 'origin'],
    ['a name that points here', 'http://rebound.example:8080', 'rebound.example:8080', 'origin'],
    ['a page without an origin', 'null', '127.0.0.1:8080', 'origin'],
  ])('%s', (_name, origin, host, refusal) => {
    expect(refusalOf({ origin, host, 'content-type': JSON_TYPE }, ['https://soc.example'], 'cookie')).toBe(refusal);
  });

  it('asks a token for no origin, and for JSON all the same', () => {
    expect(refusalOf({ host: '127.0.0.1:1', 'content-type': JSON_TYPE }, [], 'token')).toBeUndefined();
    expect(refusalOf({ host: '127.0.0.1:1' }, [], 'token')).toBe('type');
  });

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded'])('refuses the type %s', (type) => {
    const headers = { origin: 'http://127.0.0.1:1', host: '127.0.0.1:1', 'content-type': type };
    expect(refusalOf(headers, [], 'cookie')).toBe('type');
  });
});
