import type { Resent } from '@lianfang/contract';
import type { Formats } from '@lianfang/screen/kit';
import type { OperationsTranslate } from './operations-language';

/** What became of a record that was sent again, with its sign. */
export interface ResentWords {
  readonly sign: '↻' | '✓' | '⬣' | '▲';
  readonly tone: 'idle' | 'good' | 'bad' | 'doubt';
  readonly text: string;
  /** Its new place in the log. */
  readonly place: string;
}

const LOOKS = {
  sending: { sign: '▲', tone: 'doubt' },
  sent: { sign: '↻', tone: 'idle' },
  accepted: { sign: '✓', tone: 'good' },
  'rejected-again': { sign: '⬣', tone: 'bad' },
  processed: { sign: '↻', tone: 'idle' },
} as const;

/** Words for what became of it; null where it was never sent again. */
export function resentWords(resent: Resent | null, t: OperationsTranslate, formats: Formats): ResentWords | null {
  if (resent === null) return null;
  const { partition, offset } = resent;
  const place =
    partition === null || offset === null ? '' : t('resent.place', { partition, offset: formats.integer(offset) });
  return { ...LOOKS[resent.state], text: t(`resent.${resent.state}`, { time: formats.time(resent.at) }), place };
}
