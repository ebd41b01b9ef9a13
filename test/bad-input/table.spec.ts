import { DuplicateWindow } from '@lianfang/aggregate';
import type { BadInput } from './bad-input';
import {
  alone,
  logRecord,
  openAccount,
  outcomeOf,
  plainOutcome,
  seen,
  takeRecord,
  type Seen,
} from './collector-in-memory';
import { GROUPS } from './table/every-group';

/** Noon in Taipei, and when the log took what was said to be of then. */
const AT = Date.UTC(2026, 10, 20, 4, 0, 30);
const LOG_TIME = AT + 5_000;

function recordOf({ value, headers = {}, key }: BadInput) {
  return logRecord(value, { logTime: LOG_TIME, headers, key: key === undefined ? null : Buffer.from(key) });
}

/** What was seen, cut down to what was asked for. */
function asWanted({ wanted }: BadInput, is: Seen): unknown {
  if ('rejected' in wanted) return is.kind === 'rejected' ? { rejected: is.code } : is;
  if ('ignored' in wanted) return is.kind === 'ignored' ? { ignored: is.what } : is;
  if (is.kind !== 'counted') return is;
  return { counted: Object.fromEntries(Object.keys(wanted.counted).map((key) => [key, is[key as keyof typeof is]])) };
}

describe.each(GROUPS.map((group) => [group.item, group.about, group] as const))('%s: %s', (_item, _about, group) => {
  const records = group.records(AT);

  it.each(records.map((input) => [input.name.toWellFormed(), input] as const))('%s', (_name, input) => {
    const outcome = outcomeOf(recordOf(input));
    expect(asWanted(input, seen(outcome))).toEqual(input.wanted);
    expect(plainOutcome(outcomeOf(alone(recordOf(input))))).toEqual(plainOutcome(outcome));
  });

  it('has a name for each record', () => {
    expect(new Set(records.map(({ name }) => name)).size).toBe(records.length);
  });
});

describe('the whole table in one chunk', () => {
  const inputs = GROUPS.flatMap((group) => group.records(AT));
  const before = Reflect.ownKeys(Object.prototype);
  const chunk = openAccount();
  for (const input of inputs) takeRecord(recordOf(input), chunk, new DuplicateWindow(16));

  it('leaves no trace on any prototype', () => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(Object.keys({})).toEqual([]);
    expect(({} as Record<string, unknown>)['src_ip']).toBeUndefined();
  });

  it('balances: each record is in one class, and by kind and code the classes add up', () => {
    const { ledger, rows } = chunk.takeChanges();
    const wanted = (word: string): number => inputs.filter((input) => word in input.wanted).length;
    expect(ledger).toMatchObject({
      to: inputs.length,
      counted: wanted('counted'),
      ignored: wanted('ignored'),
      rejected: wanted('rejected'),
      duplicate: 0,
    });
    expect(sum(Object.values(ledger.ignoredByKind))).toBe(ledger.ignored);
    expect(sum(Object.values(ledger.rejectedByCode))).toBe(ledger.rejected);
    const totals = rows.filter(({ row }) => row.kind === 'totals');
    expect(sum(totals.map(({ row }) => row.count))).toBe(ledger.events);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
