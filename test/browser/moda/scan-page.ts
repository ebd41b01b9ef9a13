import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { preparePython } from '../../build/prepare-python';

const run = promisify(execFile);
const PAGES = join(process.cwd(), 'dist/apps/dashboard');

/** False: a11y-moda can't run here, because Python or its venv is missing. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;
}

/** The command, made on first use. */
export async function prepareModa(): Promise<string> {
  const python = await preparePython(
    { name: 'a11y-moda', folder: 'moda', requirements: 'test/browser/moda/requirements.txt', module: 'a11y_moda' },
    (line) => process.stderr.write(`${line}\n`),
  );
  return join(dirname(python), 'a11y-moda');
}

/** What the page shows now, as one file: its styles are in it, for the tool reads no folder of ours. Fonts take it a second. */
export async function renderedPage(page: Page): Promise<string> {
  const html = await page.content();
  return html.replaceAll(/<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, name: string) => {
    const styles = readFileSync(join(PAGES, name), 'utf8').replaceAll(/@font-face\s*{[^}]*}/g, '');
    return `<style>${styles}</style>`;
  });
}

interface ModaIssue {
  readonly rule_id: string;
  readonly guideline: string;
  readonly message: string;
  readonly snippet: string;
  readonly status: string;
}

/** What guideline 115.11 (levels A and AA) finds wrong in a page: one line each. */
export async function scanPage(moda: string, file: string, html: string): Promise<string[]> {
  await writeFile(file, html);
  const args = ['scan', '--no-render', '--allow-file', '--spec', '115.11', '--level', 'AA', '--format', 'json', file];
  const { stdout } = await run(moda, args, { maxBuffer: 64 * 1024 * 1024 }).catch(
    // It ends with 1 where it finds something.
    (problem: { readonly stdout?: string; readonly stderr?: string }) => {
      if (!problem.stdout?.startsWith('{')) throw new Error(`a11y-moda failed: ${problem.stderr ?? 'it said nothing'}`);
      return { stdout: problem.stdout };
    },
  );
  const report = JSON.parse(stdout) as { readonly fetch_error: string; readonly issues: readonly ModaIssue[] };
  if (report.fetch_error !== '') throw new Error(`a11y-moda could not read the page: ${report.fetch_error}`);
  return report.issues
    .filter(({ status }) => status === 'fail')
    .map(({ rule_id, guideline, message, snippet }) => `${rule_id} ${guideline} ${message} ${snippet.slice(0, 200)}`);
}
