import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Secret } from './secret';

describe('Secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-secret-'));
  const file = join(folder, 'password');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read again from its file, and kept while that is empty or gone', () => {
    writeFileSync(file, 'one\n');
    const secret = Secret.from({ name: 'X', value: undefined, file });
    expect(secret?.current()).toBe('one');
    writeFileSync(file, 'two');
    expect(secret?.current()).toBe('two');
    writeFileSync(file, '');
    expect(secret?.current()).toBe('two');
    unlinkSync(file);
    expect(secret?.current()).toBe('two');
  });

  it('does not show when it is printed', () => {
    const secret = Secret.from({ name: 'X', value: 'hidden-value', file: undefined });
    const printed = [inspect(secret, { showHidden: true, depth: 5 }), JSON.stringify(secret)];
    expect(printed.join('')).not.toContain('hidden');
  });

  it('names what is wrong, and never the value', () => {
    writeFileSync(file, '\n');
    expect(() => Secret.from({ name: 'X', value: undefined, file })).toThrow(/X_FILE: its file is empty/);
    expect(() => Secret.from({ name: 'X', value: undefined, file: join(folder, 'none') })).toThrow(/X_FILE: must be/);
    const both = () => Secret.from({ name: 'X', value: 'hidden', file });
    expect(both).toThrow(/X: must not be set beside X_FILE/);
    expect(both).not.toThrow(/hidden/);
    expect(Secret.from({ name: 'X', value: undefined, file: undefined })).toBeUndefined();
  });
});
