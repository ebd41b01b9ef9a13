import type { ServiceLog } from '../service-log';
import type { AuditCheck } from './audit-check';
import type { AuditKeeper } from './audit-keeper';

/** What is watched, and what is done about it. */
export interface AuditStallParts {
  readonly keeper: Pick<AuditKeeper, 'unkept' | 'head'>;
  readonly check: Pick<AuditCheck, 'run'>;
  readonly log: ServiceLog;
  readonly now: () => number;
}

const LOOK_EVERY_MS = 5_000;
/** A county must see within a minute who looked. */
const STALLED_MS = 60_000;

/**
 * Tells of a keeper that stopped: where nothing more was kept for a minute though the log holds more, or that is not
 * known, an error each minute, and the whole audit is looked at once. The check raises the system alert where no other
 * gateway keeps it either, and closes it when it goes on.
 */
export class AuditStall {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private isWorking = false;
  private offset: number | undefined;
  /** Since when nothing moves, or when that was last told. */
  private since: number;
  private isChecked = false;

  constructor(private readonly parts: AuditStallParts) {
    this.since = parts.now();
  }

  start(): void {
    this.timer ??= setInterval(() => {
      if (this.isWorking) return;
      this.isWorking = true;
      this.working = this.look().finally(() => (this.isWorking = false));
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  async look(): Promise<void> {
    const { keeper, log, now } = this.parts;
    const { unkept, head } = keeper;
    const at = now();
    if (unkept === 0 || head?.offset !== this.offset) {
      this.offset = head?.offset;
      this.since = at;
      // Whether it is whole again, too: an alert that stays open for a day is soon believed by nobody.
      if (unkept === 0 && this.isChecked) this.isChecked = !(await this.check());
      return;
    }
    if (at - this.since < STALLED_MS) return;
    this.since = at;
    log.error(
      `LF-AUDIT-UNKEPT: nothing of the audit was kept for a minute; ${unkept < 0 ? 'how much waits is not known' : `${unkept} entries wait in its log`}. ` +
        'Counties don\'t see who looks now: see what "The audit is not kept" says above, and docs/operations/audit.md.',
    );
    this.isChecked ||= await this.check();
  }

  private async check(): Promise<boolean> {
    try {
      await this.parts.check.run();
      return true;
    } catch (error) {
      this.parts.log.warn(`The audit can't be checked now (${String(error)}). It is tried again.`);
      return false;
    }
  }
}
