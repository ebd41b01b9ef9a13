import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODA_VERSION } from './accessibility-statement';
import { EXPLAINED_FIGURES } from './explained-figures';
import { statementDate } from './statement-date';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

describe('help, site map and accessibility statement', () => {
  it('explains every figure in full, in both languages, each once', () => {
    const ids = EXPLAINED_FIGURES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, what, unit, period, source } of EXPLAINED_FIGURES) {
      for (const key of [name, what, unit, period, source]) {
        expect(en[key]).toMatch(/[a-z]/);
        expect(zhHantTw[key]).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('dates the statement in ROC years too', () => {
    expect(statementDate('zh-Hant-TW')).toBe('民國115年11月23日（西元 2026年11月23日）');
    expect(statementDate('en')).toBe('23 November 2026 (ROC year 115)');
  });

  it('names the version of the tool that is used', () => {
    const file = join(process.cwd(), 'test/browser/moda/requirements.txt');
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toContain(`a11y-moda==${MODA_VERSION}`);
  });
});
