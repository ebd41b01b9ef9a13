import type { LedgerAnswer } from '@lianfang/contract';
import type { AlertStore } from '@lianfang/store';
import { alertId, nextAlert, type Observation } from '../alerts/alert-life';
import { NotLoadedError } from '../board/figures';
import type { ServiceLog } from '../service-log';
import type { LedgerCheck } from './ledger-check';

/** What the watch is made of. */
export interface LedgerWatchParts {
  readonly check: LedgerCheck;
  readonly alerts: AlertStore;
  /** Makes ready what the check needs; called before the first check until it succeeds. */
  readonly prepare: () => Promise<void>;
  readonly log: ServiceLog;
  /** Milliseconds between two checks. */
  readonly every: number;
  /** Told of every check that could not be made. */
  readonly onFailure: () => void;
}

/**
 * Checks the ledger again and again, and keeps system alerts of what it finds. A difference opens an alert when two
 * checks in a row have seen it; one check without it closes the alert.
 */
export class LedgerWatch {
  private last: LedgerAnswer | undefined;
  private seenBefore = new Set<string>();
  private openAlerts = 0;
  private prepared = false;
  private failing = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly parts: LedgerWatchParts) {}

  start(): void {
    this.running = this.round().finally(() => this.again());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** The last check. @throws NotLoadedError before the first. */
  answer(): LedgerAnswer {
    if (!this.last) throw new NotLoadedError();
    return this.last;
  }

  /** The last check, or undefined before the first. */
  get latest(): LedgerAnswer | undefined {
    return this.last;
  }

  /** System alerts that were open at the last check. */
  get open(): number {
    return this.openAlerts;
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), this.parts.every);
    this.timer.unref();
  }

  private async round(): Promise<void> {
    try {
      if (!this.prepared) await this.parts.prepare();
      this.prepared = true;
      await this.check();
      if (this.failing) this.parts.log.log('The ledger is checked again.');
      this.failing = false;
    } catch (error) {
      this.parts.onFailure();
      if (!this.failing) {
        this.parts.log.warn(`The ledger can't be checked now (${String(error)}). It is tried again.`);
      }
      this.failing = true;
    }
  }

  private async check(): Promise<void> {
    const open = await this.parts.alerts.open();
    const isOpen = new Set(open.map(({ id }) => id));
    const { answer, observations } = await this.parts.check.run(open, Date.now);
    this.last = answer;
    const faults = observations.filter(({ fault }) => fault !== null);
    for (const observation of observations) {
      const id = alertId(observation);
      const confirmed = isOpen.has(id) || (observation.fault !== null && this.seenBefore.has(id));
      if (confirmed) await this.keep(observation, isOpen.has(id));
    }
    this.seenBefore = new Set(faults.map(alertId));
    this.openAlerts = (await this.parts.alerts.open()).length;
  }

  private async keep(observation: Observation, wasOpen: boolean): Promise<void> {
    const id = alertId(observation);
    const kept = await this.parts.alerts.change(id, (current) => nextAlert(current, observation));
    if (observation.fault !== null && !wasOpen) {
      this.parts.log.error(
        `System alert ${id}: ${JSON.stringify(observation.fault)}. See docs/operations, "The ledger is not balanced".`,
      );
    } else if (wasOpen && kept?.closed) {
      this.parts.log.log(`System alert ${id} is closed: the figures agree again.`);
    }
  }
}
