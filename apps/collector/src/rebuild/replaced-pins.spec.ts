import { ledgerRow } from '@lianfang/testing';
import type { Pin } from '@lianfang/store';
import { replacedPins } from './replaced-pins';

const limits = { recordBytes: 1, cells: 2, topListKeys: 3, duplicateWindow: 4, ahead: 5, behind: 6 };
const source = { topic: 'threat-events', epoch: 1, partition: 0 };

function pin(chunk: string, directory: string): Pin {
  return { ...source, chunk, from: 0, directory, countries: 'c', normaliser: '2:all', limits };
}

it('says of the pins that are replaced what each stretch of chunks was counted under', () => {
  const pins = [pin('0.1', 'old'), pin('0.2', 'old'), pin('0.3', 'older')];
  const chunks = pins.map((old) => ({ row: { ...ledgerRow(), events: 0 }, old, next: old }));
  const said = { countries: 'c', normaliser: '2:all', limits, source };
  expect(replacedPins([{ source, start: 0, chunks }])).toEqual([
    { ...said, directory: 'old', firstChunk: '0.1', lastChunk: '0.2', chunks: 2 },
    { ...said, directory: 'older', firstChunk: '0.3', lastChunk: '0.3', chunks: 1 },
  ]);
});
