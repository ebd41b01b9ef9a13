import { Controller, Get, Header, Inject, SetMetadata } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { METRICS } from './metrics';
import { METRICS_NEED, NEEDED } from './nobody-in-particular';

/** `GET /metrics` in the Prometheus text format. */
@SetMetadata(NEEDED, METRICS_NEED)
@Controller()
export class MetricsController {
  constructor(@Inject(METRICS) private readonly registry: Registry) {}

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  read(): Promise<string> {
    return this.registry.metrics();
  }
}
