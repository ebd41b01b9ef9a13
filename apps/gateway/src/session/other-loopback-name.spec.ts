import { isOtherLoopbackName } from './other-loopback-name';

describe('isOtherLoopbackName', () => {
  it.each([
    ['localhost:8080', 'http://127.0.0.1:8080', true],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080', false],
    ['[::1]:8080', 'http://localhost:8080', true],
    ['gateway.internal', 'https://soc.example', false],
    ['localhost:8080', 'https://soc.example', false],
    ['a b', 'http://127.0.0.1:8080', false],
    [undefined, 'http://127.0.0.1:8080', false],
  ])('%s, reached as %s: %s', (host, publicUrl, expected) => {
    expect(isOtherLoopbackName(host, new URL(publicUrl))).toBe(expected);
  });
});
