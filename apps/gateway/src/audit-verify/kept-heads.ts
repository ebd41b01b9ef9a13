import type { KnownHead } from '@lianfang/access';
import { err, ok, type Result } from '@lianfang/contract';
import { z } from 'zod';

/** `at` is for people, and anything beside it: mails and pages are copied as they are. */
const line = z.looseObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/i),
  offset: z.number().int().nonnegative().nullish(),
});

/** Reads heads that somebody kept, a JSON object or a bare hash a line, as pages give it. @returns why not: the first line that is none. */
export function keptHeads(text: string): Result<KnownHead[], string> {
  const heads: KnownHead[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const read = line.safeParse(parsed(written));
    if (!read.success)
      return err(
        `Line ${index + 1} is no head. Write {"hash":"64 hexadecimal digits","offset":12}; the hash is enough.`,
      );
    heads.push({ hash: read.data.hash.toLowerCase(), offset: read.data.offset ?? undefined });
  }
  return heads.length > 0 ? ok(heads) : err('It holds no head. Leave --heads out, or give the file that has them.');
}

function parsed(text: string): unknown {
  const bare = /^\s*([0-9a-f]{64})\s*$/i.exec(text)?.[1];
  if (bare !== undefined) return { hash: bare };
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema like any other bad line
  }
}
