import { err, ok, type Result } from '@lianfang/contract';

const SECOND_MS = 1_000;
const LONGEST_MS = 31 * 86_400_000;
const PARTS_MS = [86_400_000, 3_600_000, 60_000, SECOND_MS] as const;
/** Days, hours, minutes and seconds of ISO 8601; months and years have no length. */
const DURATION = /^P(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/** Reads an expected heartbeat such as `PT90S`. @returns milliseconds, or what is wrong with it. */
export function parseHeartbeat(text: string): Result<number, string> {
  if (/^\d{1,9}$/.test(text)) return err(`write \`heartbeat\` with its unit: PT${text}S is ${text} seconds`);
  const match = DURATION.exec(text);
  const total = PARTS_MS.reduce((sum, part, at) => sum + part * Number(match?.[at + 1] ?? 0), 0);
  if (match !== null && total >= SECOND_MS && total <= LONGEST_MS) return ok(total);
  return err('`heartbeat` must be an ISO 8601 duration from PT1S to P31D, such as PT90S or PT5M');
}
