import { loggedAddress, loggedRequest } from './logged-request';

describe('what the log shows of a request', () => {
  it.each([
    ['/auth/callback?code=abc&state=def', '/auth/callback'],
    ['/identity/session/end?id_token_hint=eyJ', '/identity/session/end'],
    ['/api/v1/evidence?ip=192.0.2.1', '/api/v1/evidence?ip=192.0.2.1'],
    ['/api/v1/total?access_token=eyJ&by=hour&api_key=k', '/api/v1/total?access_token=***&by=hour&api_key=***'],
    ['/authors?page=2', '/authors?page=2'],
    [`/${'x'.repeat(5_000)}`, `/${'x'.repeat(1_999)}…`],
  ])('%.40s', (url, shown) => {
    expect(loggedAddress(url)).toBe(shown);
  });

  it('names the headers that it shows, and leaves out all others', () => {
    const headers = { 'user-agent': 'curl', cookie: 'a=b', authorization: 'Bearer x', 'x-api-key': 'y', referer: '/z' };
    const request = { id: 'r', method: 'GET', url: '/', remoteAddress: '192.0.2.1', query: { q: '1' }, headers };
    expect(loggedRequest(request)).toEqual({
      id: 'r',
      method: 'GET',
      url: '/',
      remoteAddress: '192.0.2.1',
      headers: { 'user-agent': 'curl' },
    });
  });
});
