import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@lianfang/contract';

/** A key that seals cookies, with the name by which a sealed text says which key opens it. */
export interface SealKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

const KEY_BYTES = 32;

/**
 * Reads keys: one a line, 32 random bytes as base64url each. The first seals, all of them open: a new key is put first,
 * and the old one is taken away when every session under it is over.
 * @returns the keys, or what is wrong; never what a line holds.
 */
export function readSealKeys(text: string): Result<readonly SealKey[], string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const keys = lines.map((line) => Buffer.from(line.trim(), 'base64url'));
  const bad = keys.findIndex((bytes) => bytes.length !== KEY_BYTES);
  if (keys.length === 0) return err('holds no key');
  if (bad >= 0) return err(`key ${bad + 1} is not ${KEY_BYTES} bytes as base64url`);
  return ok(keys.map((bytes) => ({ id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes })));
}
