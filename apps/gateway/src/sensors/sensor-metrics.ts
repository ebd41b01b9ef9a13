import { Gauge, type Registry } from 'prom-client';
import type { SensorDesk } from './sensor-desk';

/** Sensors by state, read when they are asked for; absent while they can't be read. */
export function registerSensorMetrics(registry: Registry, desk: Pick<SensorDesk, 'counts'>): void {
  new Gauge({
    name: 'lianfang_sensors',
    help: 'Sensors by the age of their last sign of life; silent: older than three times the expected heartbeat.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset();
      const counts = await desk.counts().catch(() => undefined);
      for (const [state, sensors] of Object.entries(counts ?? {})) this.set({ state }, sensors);
    },
  });
}
