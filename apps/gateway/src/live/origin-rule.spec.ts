import { isAllowedOrigin } from './origin-rule';

const asked = (origin: string | undefined, host = 'soc.example:8080') => ({
  headers: { host, ...(origin !== undefined && { origin }) },
});

describe('isAllowedOrigin', () => {
  it.each(['http://soc.example:8080', 'https://soc.example:8080', 'http://SOC.example:8080'])(
    'lets our own pages in: %s',
    (origin) => {
      expect(isAllowedOrigin(asked(origin), [])).toBe(true);
    },
  );

  it('lets a listed origin in, and a program that brings no cookie', () => {
    expect(isAllowedOrigin(asked('https://wall.example'), ['https://wall.example'])).toBe(true);
    expect(isAllowedOrigin(asked(undefined), [])).toBe(true);
    const withCookie = { headers: { host: 'soc.example', cookie: '__Host-lianfang=x' } };
    expect(isAllowedOrigin(withCookie, [])).toBe(false);
  });

  it.each(['http://soc.example', 'http://soc.example:8081', 'https://elsewhere.example', 'null', ''])(
    'keeps others out: %s',
    (origin) => {
      expect(isAllowedOrigin(asked(origin), ['https://wall.example'])).toBe(false);
    },
  );
});
