import { KnownMethods } from './known-methods';

const known = new KnownMethods([
  'POST /api/v1/rejected/resend',
  'GET /api/v1/rejected/{id}',
  'POST /api/v1/rejected/{id}/resend',
  'GET /health/live',
]);

describe('KnownMethods', () => {
  it.each([
    ['/api/v1/rejected/a.0.1', ['GET', 'HEAD']],
    ['/api/v1/rejected/a.0.1?x=1', ['GET', 'HEAD']],
    ['/api/v1/rejected/a/resend', ['POST']],
    ['/api/v1/rejected/resend', ['POST']],
    ['/health/live', ['GET', 'HEAD']],
    ['/api/v1/rejected/', []],
    ['/api/v1/rejected', []],
    ['/healthxlive', []],
  ])('%s: %j', (url, methods) => {
    expect(known.at(url)).toEqual(methods);
  });
});
