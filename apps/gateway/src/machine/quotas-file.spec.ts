import { parseQuotas, quotaFor } from './quotas-file';

const ALL = { requests: 10, bytes: 1_000 };

describe('quotas of programs by name', () => {
  it('are those of the file, and otherwise those of all', () => {
    const read = parseQuotas('clients:\n  taipei-siem: { requests: 500 }\n');
    if (!read.ok) throw new Error('not read');
    expect(quotaFor('taipei-siem', ALL, read.value)).toEqual({ requests: 500, bytes: 1_000 });
    expect(quotaFor('other', ALL, read.value)).toEqual(ALL);
    expect(quotaFor('constructor', ALL, read.value)).toEqual(ALL);
    expect(quotaFor('taipei-siem', ALL, undefined)).toEqual(ALL);
  });

  it.each(['clients: { a: { requests: 0 } }', 'clients: { a: { request: 1 } }', 'programs: {}', 'clients: [', ''])(
    'refuse %j',
    (text) => {
      expect(parseQuotas(text)).toMatchObject({ ok: false });
    },
  );
});
