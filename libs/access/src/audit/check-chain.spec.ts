import type { AuditFault, AuditHead, ChainedEntry } from '@lianfang/contract';
import fc from 'fast-check';
import { AuditChain, AuditGapError } from './audit-chain';
import { ChainCheck, type KnownHead } from './check-chain';

function chained(values: readonly string[]): ChainedEntry[] {
  const chain = new AuditChain();
  return values.map((value, offset) => chain.take(offset, value));
}

function faultsOf(entries: readonly ChainedEntry[], heads: readonly KnownHead[] = []): readonly AuditFault[] {
  const check = new ChainCheck(heads);
  for (const entry of entries) check.take(entry);
  return check.report().faults;
}

const VALUES = ['a', 'b', 'c', 'd', 'e', 'f'];
const WHOLE = chained(VALUES);
const headAt = (offset: number, entries = WHOLE): AuditHead => ({ offset, hash: entries[offset]?.hash ?? '', at: 0 });

describe('AuditChain', () => {
  it('gives the same chain wherever one goes on', () => {
    const rest = new AuditChain(WHOLE[2]);
    expect(VALUES.slice(3).map((value, index) => rest.take(index + 3, value))).toEqual(WHOLE.slice(3));
  });

  it('does not go on over a hole in the log', () => {
    expect(() => new AuditChain(WHOLE[2]).take(4, 'e')).toThrow(AuditGapError);
  });
});

describe('ChainCheck', () => {
  it('finds nothing in a chain that is whole', () => {
    expect(faultsOf(WHOLE, [headAt(1), headAt(5)])).toEqual([]);
    expect(faultsOf([])).toEqual([]);
  });

  it('finds what was removed', () => {
    expect(faultsOf(WHOLE.toSpliced(2, 2))).toEqual([{ kind: 'missing', from: 2, to: 3 }]);
    expect(faultsOf(WHOLE.slice(1))).toEqual([{ kind: 'missing', from: 0, to: 0 }]);
  });

  it('finds what was removed where those behind were moved up', () => {
    const moved = WHOLE.toSpliced(2, 1).map((entry, offset) => ({ ...entry, offset }));
    expect(faultsOf(moved)[0]).toEqual({ kind: 'changed', from: 2, to: 4 });
  });

  it('finds what was changed, with or without a new hash', () => {
    const [, , third] = WHOLE;
    if (!third) throw new Error('no third entry');
    expect(faultsOf(WHOLE.with(2, { ...third, value: 'x' }))).toEqual([{ kind: 'changed', from: 2, to: 2 }]);
    const [, , forged] = chained(['a', 'b', 'x']);
    expect(faultsOf(WHOLE.with(2, forged ?? third))).toEqual([{ kind: 'moved', from: 3, to: 3 }]);
  });

  it('finds what was put in another order', () => {
    const [first, second] = [WHOLE[1], WHOLE[2]];
    if (!first || !second) throw new Error('no entries');
    const swapped = WHOLE.with(1, { ...second, offset: 1 }).with(2, { ...first, offset: 2 });
    expect(faultsOf(swapped).map(({ kind }) => kind)).toContain('changed');
  });

  it('finds a tail that was cut, by a head that was published', () => {
    expect(faultsOf(WHOLE.slice(0, 4))).toEqual([]);
    expect(faultsOf(WHOLE.slice(0, 4), [headAt(5)])).toEqual([{ kind: 'cut', from: 4, to: 5 }]);
  });

  it('finds a chain that was written again as a whole, by heads alone', () => {
    const again = chained(VALUES.with(1, 'x'));
    expect(faultsOf(again)).toEqual([]);
    expect(faultsOf(again, [headAt(0), headAt(4)])).toEqual([{ kind: 'rewritten', from: 1, to: 4 }]);
  });

  it('finds a head that was kept without its place', () => {
    const kept = (entries: readonly ChainedEntry[]): KnownHead => ({ hash: entries[3]?.hash ?? '' });
    expect(faultsOf(WHOLE, [kept(WHOLE)])).toEqual([]);
    expect(faultsOf(chained(VALUES.with(1, 'x')), [kept(WHOLE)])).toEqual([{ kind: 'rewritten', from: 0, to: 5 }]);
  });

  it('names neighbours of one kind as one', () => {
    const all = WHOLE.map((entry) => ({ ...entry, value: `${entry.value}!` }));
    expect(faultsOf(all)).toEqual([{ kind: 'changed', from: 0, to: 5 }]);
  });

  it('finds every single removal, change and exchange', () => {
    const many = fc.array(fc.string(), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(many, fc.nat(), fc.nat(), fc.constantFrom('remove', 'change', 'exchange'), (values, a, b, deed) => {
        const entries = chained(values);
        const [one, other] = [a % entries.length, b % entries.length];
        const [x, y] = [entries[one], entries[other]];
        if (!x || !y || (deed === 'exchange' && one === other)) return;
        const done =
          deed === 'remove'
            ? entries.toSpliced(one, 1)
            : deed === 'change'
              ? entries.with(one, { ...x, value: `${x.value}!` })
              : entries.with(one, { ...y, offset: one }).with(other, { ...x, offset: other });
        const head = entries.at(-1);
        expect(faultsOf(done, head ? [{ offset: head.offset, hash: head.hash }] : [])).not.toEqual([]);
      }),
    );
  });
});
