import type { AuditFault, RowSource } from '@lianfang/contract';
import type { AlertStore } from '@lianfang/store';
import { alertId, nextAlert, type Observation } from '../alerts/alert-life';
import type { ServiceLog } from '../service-log';

/** What a check of the whole chain came to, and when (milliseconds). */
export interface CheckedChain {
  readonly at: number;
  /** Entries that were looked at. */
  readonly entries: number;
  readonly faults: readonly AuditFault[];
}

/** What the check is made with. */
export interface AuditCheckParts {
  /** Topic of the audit. */
  readonly topic: string;
  /** Looks at the whole chain. @throws where it could not look at all of it */
  readonly verify: () => Promise<Omit<CheckedChain, 'at'>>;
  readonly alerts: Pick<AlertStore, 'change'>;
  readonly log: ServiceLog;
  /** Milliseconds between two checks. */
  readonly every: number;
  readonly now: () => number;
}

/** What could not be looked at is tried again so soon, and not only tomorrow. */
const RETRY_MS = 60_000;
/** The gateway has other things to do when it starts. */
const FIRST_MS = 10_000;

/** Checks the chain of the audit from its beginning, once a day, and raises a system alert for whatever is wrong with it. */
export class AuditCheck {
  private last: CheckedChain | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(private readonly parts: AuditCheckParts) {}

  /** What the last check of this gateway came to. */
  get latest(): CheckedChain | undefined {
    return this.last;
  }

  start(): void {
    this.again(Math.min(FIRST_MS, this.parts.every));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  /** @throws where it could not be looked at, or the alert not be written. */
  async run(): Promise<CheckedChain> {
    const { verify, alerts, log, topic, now } = this.parts;
    const found = await verify();
    const at = now();
    this.last = { at, ...found };
    const observation: Observation = { kind: 'audit-chain', source: sourceOf(topic), at, fault: figuresOf(found) };
    await alerts.change(alertId(observation), (current) => nextAlert(current, observation));
    if (observation.fault !== null)
      log.error(
        `System alert audit-chain: ${JSON.stringify(observation.fault)}. See docs/operations, "The audit is not whole".`,
      );
    return this.last;
  }

  private again(ms: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.working = this.run().then(
        // Of a system that has just begun there is nothing to say yet, and "whole" would be said of nothing for a day.
        ({ entries }) => this.again(entries === 0 ? Math.min(RETRY_MS, this.parts.every) : this.parts.every),
        (error: unknown) => {
          this.parts.log.warn(`The audit can't be checked now (${String(error)}). It is tried again.`);
          this.again(Math.min(RETRY_MS, this.parts.every));
        },
      );
    }, ms);
    this.timer.unref();
  }
}

function sourceOf(topic: string): RowSource {
  return { topic, epoch: 1, partition: 0 };
}

function figuresOf({ entries, faults }: Omit<CheckedChain, 'at'>): Observation['fault'] {
  const [first] = faults;
  return first ? { entries, faults: faults.length, first: first.kind, from: first.from, to: first.to } : null;
}
