import type { AuditFault, ChainedEntry } from '@lianfang/contract';
import { AuditChain } from './audit-chain';
import type { KnownHead } from './check-chain';
import { verifyAudit, type AuditedLog, type AuditPlaces, type KeptChain } from './verify-audit';

const VALUES = Array.from({ length: 25 }, (_, number) => `entry ${number}`);

function chained(values: readonly string[]): ChainedEntry[] {
  const chain = new AuditChain();
  return values.map((value, offset) => chain.take(offset, value));
}
const WHOLE = chained(VALUES);

function kept(entries: () => readonly ChainedEntry[], misfiled = -1): KeptChain {
  return {
    async *from(offset) {
      await Promise.resolve();
      const rest = entries().filter((entry) => entry.offset >= offset || entry.offset < 0);
      for (let start = 0; start < rest.length; start += 4)
        yield rest.slice(start, start + 4).map((entry) => ({ entry, isFiled: entry.offset !== misfiled }));
    },
  };
}

/** Pages of three messages. */
function log(values: readonly (string | undefined)[], start = 0): AuditedLog {
  return {
    bounds: () => Promise.resolve({ start, end: values.length }),
    read: (from, to) => {
      if (from < start) throw new Error('out of range');
      const all = values.flatMap((value, offset) => (value === undefined ? [] : { offset, value: Buffer.from(value) }));
      return Promise.resolve(all.filter(({ offset }) => offset >= from && offset < to).slice(0, 3));
    },
  };
}

async function faultsOf(places: Partial<AuditPlaces>, entries = WHOLE): Promise<readonly AuditFault[]> {
  const settle = (): Promise<void> => Promise.resolve();
  return (await verifyAudit({ chain: kept(() => entries), log: log(VALUES), heads: [], settle, ...places })).faults;
}

describe('verifyAudit', () => {
  it('finds nothing in an audit that is whole', async () => {
    const heads: KnownHead[] = [{ offset: 7, hash: WHOLE[7]?.hash ?? '' }, { hash: WHOLE[20]?.hash ?? '' }];
    const verdict = await verifyAudit({ chain: kept(() => WHOLE), log: log(VALUES), heads });
    expect(verdict).toEqual({ entries: 25, head: { offset: 24, hash: WHOLE[24]?.hash }, heads: 2, faults: [] });
  });

  it('finds a chain that was written again from some place on, without any head', async () => {
    const again = chained(VALUES.with(10, 'x'));
    expect(await faultsOf({}, again)).toEqual([{ kind: 'unlike-log', from: 10, to: 10 }]);
  });

  it('finds what the log does not hold: the beginning, a hole, the end', async () => {
    expect(await faultsOf({ log: log(VALUES, 5) })).toEqual([{ kind: 'unlike-log', from: 0, to: 4 }]);
    expect(await faultsOf({ log: log(VALUES.map((value, at) => (at === 7 || at === 8 ? undefined : value))) })).toEqual(
      [{ kind: 'unlike-log', from: 7, to: 8 }],
    );
    expect(await faultsOf({ log: log(VALUES.slice(0, 20)) })).toEqual([{ kind: 'unlike-log', from: 20, to: 24 }]);
  });

  it('finds a tail that was cut by the log alone', async () => {
    expect(await faultsOf({}, WHOLE.slice(0, 20))).toEqual([{ kind: 'cut', from: 20, to: 24 }]);
    expect(await faultsOf({}, [])).toEqual([{ kind: 'cut', from: 0, to: 24 }]);
  });

  it('waits for whoever keeps the chain, as long as it grows', async () => {
    let length = 3;
    const settle = (): Promise<void> => {
      length += 4;
      return Promise.resolve();
    };
    expect(await faultsOf({ chain: kept(() => WHOLE.slice(0, length)), settle })).toEqual([]);
  });

  it('finds an entry that is filed where nobody finds it', async () => {
    expect(await faultsOf({ chain: kept(() => WHOLE, 9) })).toEqual([{ kind: 'changed', from: 9, to: 9 }]);
  });

  it('finds what was put in twice, or has no place', async () => {
    const [third] = WHOLE.slice(3);
    if (!third) throw new Error('no entry');
    expect(await faultsOf({}, WHOLE.toSpliced(4, 0, third))).toEqual([{ kind: 'moved', from: 3, to: 3 }]);
    expect(await faultsOf({}, [...WHOLE, { ...third, offset: -1 }])).toContainEqual({
      kind: 'changed',
      from: -1,
      to: -1,
    });
  });

  it('has no verdict where it could not look at all of it', async () => {
    const chain: KeptChain = {
      async *from() {
        await Promise.resolve();
        yield WHOLE.slice(0, 4).map((entry) => ({ entry, isFiled: true }));
        throw new Error('a shard is away');
      },
    };
    await expect(faultsOf({ chain })).rejects.toThrow('a shard is away');
    await expect(
      faultsOf({ log: { ...log(VALUES), read: () => Promise.reject(new Error('no leader')) } }),
    ).rejects.toThrow('no leader');
  });
});
