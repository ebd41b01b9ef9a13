import { Controller, Get, Inject, Logger } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import { ForNobodyInParticular } from './nobody-in-particular';
import { READINESS_CHECKS, TELLS_REASONS, type ReadinessCheck } from './readiness';

const CHECK_TIMEOUT_MS = 3_000;

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: it can do its work, or 503 with the parts that can't. The
 * reasons are for whoever runs it: they stand in the log, once for each change, and in the answer where the service says so.
 */
@ForNobodyInParticular()
@Controller('health')
export class HealthController {
  private readonly logger = new Logger('Health');
  private readonly indicated: readonly HealthIndicatorFunction[];
  /** The reason of each part that is down, as it was said last. */
  private readonly said = new Map<string, string>();

  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) indicators: HealthIndicatorService,
    @Inject(READINESS_CHECKS) checks: readonly ReadinessCheck[],
    @Inject(TELLS_REASONS) private readonly tellsReasons: boolean,
  ) {
    this.indicated = checks.map(
      ({ name, check }) =>
        () =>
          indicators
            .check(name)
            .attempt(() => this.noted(name, check))
            .withTimeout(CHECK_TIMEOUT_MS),
    );
  }

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([...this.indicated]);
  }

  /** The check, with its outcome in the log where that is news. @throws what it throws, or the same without a reason */
  private async noted(name: string, check: ReadinessCheck['check']): Promise<void> {
    try {
      await check();
    } catch (error) {
      this.say(name, error instanceof Error ? error.message : String(error));
      throw this.tellsReasons ? error : new Error(UNTOLD);
    }
    if (this.said.delete(name)) this.logger.log(`${name} is ready again.`);
  }

  private say(name: string, reason: string): void {
    if (this.said.get(name) === reason) return;
    this.said.set(name, reason);
    this.logger.warn(`${name} is not ready: ${reason}`);
  }
}

/** In place of a reason, where whoever asks is not known. */
const UNTOLD = 'The log says why.';
