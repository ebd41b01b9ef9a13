import { CAPABILITIES } from '@lianfang/access';
import { apiDocument } from './api-document';
import { EVERY_CONTROLLER } from './every-controller';
import { needsOf, routesOf } from './route-needs';

interface Described {
  readonly 'x-lianfang-capability': string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('apiDocument', () => {
  const needs = needsOf(routesOf(EVERY_CONTROLLER));
  const document = apiDocument('1.2.3', needs);
  const operations = new Map(
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Described>).map(([verb, said]) => [`${verb.toUpperCase()} ${path}`, said]),
    ),
  );

  it('is OpenAPI 3.1 and describes every route, and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    expect([...operations.keys()].sort()).toEqual([...needs.keys()].sort());
  });

  it('refers only to schemas that it has', () => {
    const names = [...JSON.stringify(document.paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(6);
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(expect.arrayContaining([...new Set(names)]));
  });

  it('says of each operation what it needs, and what is answered to whoever may not', () => {
    for (const [name, said] of operations) {
      expect([name, said['x-lianfang-capability']]).toEqual([name, needs.get(name)]);
      const isOpen = said['x-lianfang-capability'] === 'nobody-in-particular';
      expect([name, '401' in said.responses, '403' in said.responses]).toEqual([name, !isOpen, !isOpen]);
    }
    expect([...operations.values()].map((said) => said['x-lianfang-capability'])).toEqual(
      expect.arrayContaining(Object.keys(CAPABILITIES)),
    );
  });

  it('names how one shows who one is: programs by token, where the table lets them', () => {
    expect(Object.keys(document.components?.securitySchemes ?? {})).toEqual(['session', 'token']);
    const security = (name: string): unknown => operations.get(name)?.security;
    expect(security('GET /api/v1/series')).toEqual([{ session: [] }, { token: [] }]);
    expect(security('GET /api/v1/rejected')).toEqual([{ session: [] }]);
    expect(security('GET /health/live')).toEqual([]);
  });

  it('refuses to describe what no controller has', () => {
    const without = new Map([...needsOf(routesOf(EVERY_CONTROLLER))].filter(([name]) => name !== 'GET /api/v1/top'));
    expect(() => apiDocument('1.2.3', without)).toThrow('GET /api/v1/top is described');
  });
});
