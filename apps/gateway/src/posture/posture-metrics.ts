import { Counter, Gauge, type Registry } from 'prom-client';
import type { PostureBook, PostureKind } from './posture-book';

/** Registers how old the newest posture is. @returns what counts messages by what became of them */
export function registerPostureMetrics(registry: Registry, book: PostureBook): (kind: PostureKind) => void {
  const registers = [registry];
  new Gauge({
    name: 'lianfang_gateway_posture_age_seconds',
    help: 'Age of the newest posture of any county; absent while there is none.',
    registers,
    collect() {
      const { newest } = book;
      this.reset();
      if (newest !== undefined) this.set((Date.now() - newest) / 1_000);
    },
  });
  const messages = new Counter({
    name: 'lianfang_gateway_posture_messages_total',
    help: 'Messages of the topic of postures, by what became of them; refused ones could not be read.',
    labelNames: ['kind'],
    registers,
  });
  return (kind) => messages.inc({ kind });
}
