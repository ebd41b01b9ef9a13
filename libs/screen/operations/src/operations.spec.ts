import type { RejectedItem } from '@lianfang/contract';
import { makeFormats } from '@lianfang/screen/kit';
import { ranked } from './breakdown-card';
import { joined } from './rejected-list';
import { resentWords } from './resent-words';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

function item(offset: number): RejectedItem {
  return {
    id: `threat-events.0.${offset}`,
    place: { topic: 'threat-events', epoch: 1, partition: 0, offset },
    code: 'not-json',
    detail: '',
    logTime: 0,
    rejectedAt: 0,
    sensor: null,
    size: 0,
    truncatedFrom: null,
    preview: '',
    resent: null,
  };
}

describe('the words of the page', () => {
  it('have the same keys and the same gaps in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhHantTw).sort());
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zhHantTw)) {
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
    }
  });

  it('write 臺, never 台', () => {
    expect(Object.values(zhHantTw).join('')).not.toContain('台');
  });
});

it('ranks the largest first, leaves out what is zero, and says how many more there are', () => {
  expect(ranked({ dns: 5, stats: 20, tls: 0, flow: 20 }, 2)).toEqual({
    shown: [
      { name: 'flow', count: 20, width: 100 },
      { name: 'stats', count: 20, width: 100 },
    ],
    more: 1,
  });
});

it('adds older records and drops the repeat of one that is there', () => {
  expect(
    joined([item(5), item(3)], [{ ...item(5), id: 'older copy' }, item(1)]).map(({ place }) => place.offset),
  ).toEqual([5, 3, 1]);
});

it('says what became of a record that was sent again, with a sign', () => {
  const t = (key: string): string => key;
  const resent = { state: 'rejected-again', at: 0, times: 1, partition: 2, offset: 1_234, code: 'bad-field' } as const;
  expect(resentWords(resent, t, makeFormats('en'))).toEqual({
    sign: '⬣',
    tone: 'bad',
    text: 'resent.rejected-again',
    place: 'resent.place',
  });
  expect(resentWords(null, t, makeFormats('en'))).toBeNull();
});
