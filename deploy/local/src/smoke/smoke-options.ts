import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createNormaliser } from '@lianfang/normalise';
import { UsageError } from '../system/start-options';
import type { RecordFile } from './file-records';

const USAGE = `npm run smoke                                  sends known events
npm run smoke -- --file PATH [--format NAME]   sends the lines of a file; recognised without a name

NAME is one of ${createNormaliser().formats.toSorted().join(', ')}`;

/** Reads the options of `npm run smoke`: a file, or undefined for the known events. @throws UsageError */
export function parseSmokeOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): RecordFile | undefined {
  const { file, format } = parse(args);
  if (file === undefined) {
    if (format !== undefined) throw new UsageError('--format needs --file.', USAGE);
    return undefined;
  }
  const path = resolve(env['LIANFANG_CALLED_FROM'] ?? process.cwd(), file);
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`There is no file ${path}.`, USAGE);
  return { path, format };
}

function parse(args: readonly string[]): { file?: string | undefined; format?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { file: { type: 'string' }, format: { type: 'string' } } }).values;
  } catch (problem) {
    throw new UsageError(problem instanceof Error ? problem.message : String(problem), USAGE);
  }
}
