import { ok, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import type { SourceRecord } from './source-record';

/**
 * A record that is readable and no threat. Its event (addresses, rule, disposition, time) is made only for callers that
 * want to show it; the figures never need it.
 * @param what a kind from the format's own fixed list, never text that the sender chose.
 * @param describe makes the event; what it refuses is left out, because an ignored record is never rejected.
 */
export function ignored(
  record: Pick<SourceRecord, 'describesIgnored'>,
  about: { readonly what: string; readonly observer?: string | undefined },
  describe: () => Result<ThreatEvent, Rejection>,
): Result<Reading, Rejection> {
  const described = record.describesIgnored ? describe() : undefined;
  return ok({
    kind: 'ignored',
    what: about.what,
    ...(about.observer && { observer: about.observer }),
    ...(described?.ok && { event: described.value }),
  });
}
