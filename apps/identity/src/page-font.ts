import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A font for Chinese comes with the packages: many servers, and networks without the internet, have none. */
const STYLE = '@fontsource-variable/noto-sans-tc/index.css';
const FILE = /^noto-sans-tc-[\w-]+\.woff2$/;

export interface FontAnswer {
  readonly type: 'text/css' | 'font/woff2';
  readonly bytes: Buffer;
}

/** @param path below the font's folder: `index.css`, `files/NAME.woff2`; undefined for all else */
export async function fontAnswer(path: string): Promise<FontAnswer | undefined> {
  const style = createRequire(import.meta.url).resolve(STYLE);
  if (path === 'index.css') return { type: 'text/css', bytes: await readFile(style) };
  const [folder, name = ''] = path.split('/');
  if (folder !== 'files' || !FILE.test(name)) return undefined;
  return readFile(join(dirname(style), 'files', name)).then(
    (bytes) => ({ type: 'font/woff2', bytes }),
    () => undefined,
  );
}
