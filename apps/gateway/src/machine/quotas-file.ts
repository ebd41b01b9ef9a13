import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@lianfang/contract';
import { FollowedFile } from '@lianfang/platform/service';
import { parseDocument, LineCounter } from 'yaml';
import { z } from 'zod';
import type { ServiceLog } from '../service-log';
import type { Quota } from './quota-book';

/** Quotas of programs by name. What is not said of one is as for all. */
export interface Quotas {
  readonly hash: string;
  readonly clients: Readonly<
    Record<string, { readonly requests?: number | undefined; readonly bytes?: number | undefined }>
  >;
}

const count = z.number().int().min(1).optional();
const schema = z.strictObject({
  clients: z.record(z.string().min(1), z.strictObject({ requests: count, bytes: count })),
});

interface Problem {
  readonly line: number;
  readonly reason: string;
}

/** Reads the file: `clients: { taipei-siem: { requests: 500000 } }`. */
export function parseQuotas(text: string): Result<Quotas, readonly Problem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return err(document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, reason: message })));
  const parsed = schema.safeParse(document.toJS());
  if (!parsed.success)
    return err(
      parsed.error.issues.map(({ path, message }) => ({
        line: 1,
        reason: `${path.join('.') || 'the file'}: ${message}`,
      })),
    );
  return ok({ hash: createHash('sha256').update(text).digest('hex'), clients: parsed.data.clients });
}

/** Quotas of programs by name, as a file says, read again whenever it changes. */
export class QuotasFile extends FollowedFile<Quotas> {
  /** @throws FollowedFileError LF-QUOTAS naming every bad line. */
  constructor(path: string, log: ServiceLog) {
    super({
      path,
      name: 'The file of quotas',
      code: 'LF-QUOTAS',
      parse: parseQuotas,
      sum: ({ clients }) => `${Object.keys(clients).length} programs`,
      log,
    });
  }
}

/** The quota of one program. @param named undefined: no file names any */
export function quotaFor(client: string, forAll: Quota, named: Quotas | undefined): Quota {
  const own = named && Object.hasOwn(named.clients, client) ? named.clients[client] : undefined;
  return { requests: own?.requests ?? forAll.requests, bytes: own?.bytes ?? forAll.bytes };
}
