import { CENTRE_ONLY, rowSourceKey, type RowSource, type SystemAlert, type SystemAlertKind } from '@lianfang/contract';

/** What was seen of one possible reason, at an instant (milliseconds). */
export interface Observation {
  readonly kind: SystemAlertKind;
  readonly source: RowSource;
  readonly at: number;
  /** The figures that disagree, or null when there is no reason (any more). */
  readonly fault: SystemAlert['figures'] | null;
}

/** `kind/topic/epoch/partition`: whoever sees it writes the same record. */
export function alertId({ kind, source }: Pick<Observation, 'kind' | 'source'>): string {
  return `${kind}/${rowSourceKey(source)}`;
}

/** An observation this soon after the last one says nothing new: another gateway was faster. */
const SAME_MOMENT_MS = 2_000;

/** The alert after an observation; undefined where it stays as it is (or there is none). */
export function nextAlert(current: SystemAlert | undefined, observation: Observation): SystemAlert | undefined {
  const { kind, source, at, fault } = observation;
  if (fault === null) {
    return current?.closed === null ? { ...current, closed: Math.max(at, current.opened) } : undefined;
  }
  if (current?.closed === null) {
    return at - current.lastSeen < SAME_MOMENT_MS ? undefined : { ...current, lastSeen: at, figures: fault };
  }
  return {
    id: alertId(observation),
    kind,
    severity: 'critical',
    county: CENTRE_ONLY,
    source: { topic: source.topic, epoch: source.epoch, partition: source.partition },
    opened: at,
    lastSeen: at,
    closed: null,
    times: (current?.times ?? 0) + 1,
    figures: fault,
    words: `alert.${kind}`,
  };
}
