import { apiDocument } from './api-document';

describe('apiDocument', () => {
  const document = apiDocument('1.2.3');

  it('is OpenAPI 3.1 with every route', () => {
    expect(document.openapi).toBe('3.1.0');
    const figures = [
      'total',
      'overview',
      'counties/{code}',
      'series',
      'breakdown',
      'distinct-sources',
      'top',
      'directory',
    ];
    const operations = [
      'ledger',
      'alerts',
      'rejected',
      'rejected/{id}',
      'rejected/{id}/resend',
      'rejected/resend',
      'sensors',
    ];
    const evidence = ['evidence', 'evidence/{id}'];
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([...figures, ...operations, ...evidence].map((path) => `/api/v1/${path}`)),
    );
  });

  it('refers only to schemas that it has', () => {
    const names = [...JSON.stringify(document.paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(6);
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(expect.arrayContaining([...new Set(names)]));
  });
});
