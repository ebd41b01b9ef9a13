import { readId, readName } from '../scalar';
import { COLUMN, CORRELATION, RECORD_TYPES, THREAT } from './columns';
import type { PanosRow } from './row';

export interface PanosRule {
  readonly id?: string;
  readonly name?: string;
}

/** `HTTP: IIS Denial Of Service Attempt(40019)`: name and number. `(9999)` and `9999(9999)` stand for any web site. */
const SIGNATURE = /^(.{0,600})\((\d{1,12})\)$/s;

/** The signature that a THREAT was found by, else the rule of the policy. */
export function readRule(row: PanosRow): PanosRule {
  if (row.type === 'CORRELATION') return stated(row.at(CORRELATION.objectId), row.at(CORRELATION.objectName));
  const isConnection = RECORD_TYPES.get(row.type)?.isConnection === true;
  return signatureOf(row) ?? stated(undefined, isConnection ? row.at(COLUMN.rule) : undefined);
}

function signatureOf(row: PanosRow): PanosRule | undefined {
  const text = row.type === 'THREAT' ? row.at(THREAT.threatId) : undefined;
  const match = text === undefined || text.length > 1024 ? null : SIGNATURE.exec(text);
  const [, name = '', id] = match ?? [];
  return match === null || /^\d*$/.test(name.trim()) ? undefined : stated(id, name.trim());
}

function stated(rawId: string | undefined, rawName: string | undefined): PanosRule {
  const id = readId(rawId);
  const name = readName(rawName);
  return { ...(id && { id }), ...(name && { name }) };
}
