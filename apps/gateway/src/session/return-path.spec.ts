import { returnPath } from './return-path';

describe('returnPath', () => {
  it.each(['/', '/operations', '/?county=63000&at=2026-11-23#map', '/evidence/a%2Fb'])('keeps %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    String.raw`/\elsewhere.example`,
    '/\t/elsewhere.example',
    '/\n/elsewhere.example',
    '/x/..//elsewhere.example',
    'javascript:alert(1)',
    '/auth/sign-out',
    'operations',
    '',
    undefined,
    ['/operations'],
    `/${'a'.repeat(3_000)}`,
  ])('goes home instead of %j', (path) => {
    expect(returnPath(path)).toBe('/');
  });
});
