import type { LedgerClass } from '@lianfang/contract';
import type { LiveServer } from '@lianfang/stream';
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Figures } from './board/figures';
import type { LiveBoard } from '@lianfang/board';

const LEDGER_CLASSES: readonly LedgerClass[] = ['counted', 'duplicate', 'ignored', 'rejected', 'skipped', 'lost'];

/** Counters that parts of the gateway add to. */
export interface GatewayCounters {
  readonly frameBytes: Counter;
  readonly frames: Counter;
  readonly liveMessages: Counter<'kind'>;
}

export function createCounters(registry: Registry): GatewayCounters {
  const registers = [registry];
  return {
    frameBytes: new Counter({
      name: 'lianfang_gateway_frame_bytes_total',
      help: 'Bytes of frames given to sockets.',
      registers,
    }),
    frames: new Counter({ name: 'lianfang_gateway_frames_total', help: 'Frames given to sockets.', registers }),
    liveMessages: new Counter({
      name: 'lianfang_gateway_live_messages_total',
      help: 'Messages of rows.live taken, by kind; refused ones could not be read.',
      labelNames: ['kind'],
      registers,
    }),
  };
}

/** Gauges that are read when they are asked for. */
export function registerGauges(
  registry: Registry,
  parts: { live: LiveBoard; server: LiveServer; figures: Figures },
): void {
  const { live, server, figures } = parts;
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `lianfang_gateway_${name}`,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  gauge('viewers', 'Open live sockets.', () => server.counts().viewers);
  gauge('views', 'Views that are kept for viewers.', () => server.counts().hubs);
  gauge('ready', '1 while figures are loaded and followed.', () => (isReady(live) ? 1 : 0));
  new Gauge({
    name: 'lianfang_gateway_board_rows',
    help: 'Rows held in memory, by tier.',
    labelNames: ['tier'],
    registers,
    collect() {
      for (const [tier, rows] of Object.entries(live.board?.sizes() ?? {})) this.set({ tier }, Number(rows));
    },
  });
  registerLedger(registers, live, figures);
}

function registerLedger(registers: Registry[], live: LiveBoard, figures: Figures): void {
  new Gauge({
    name: 'lianfang_ledger_offsets',
    help: 'Offsets of the log by what became of them, with those pending.',
    labelNames: ['class'],
    registers,
    collect() {
      if (!live.board) return;
      const ledger = figures.ledger();
      for (const name of LEDGER_CLASSES) this.set({ class: name }, ledger[name]);
      this.set({ class: 'pending' }, ledger.pending);
    },
  });
  new Gauge({
    name: 'lianfang_ledger_balanced',
    help: '1 while the classes of the ledger add up to the offsets processed.',
    registers,
    collect() {
      if (live.board) this.set(figures.ledger().balanced ? 1 : 0);
    },
  });
  new Gauge({
    name: 'lianfang_figures_age_seconds',
    help: 'Age of the figures; absent while nothing was received.',
    registers,
    collect() {
      const asOf = live.board ? figures.freshness().asOf : null;
      if (asOf !== null) this.set((Date.now() - asOf) / 1000);
    },
  });
}

function isReady(live: LiveBoard): boolean {
  try {
    live.assertReady();
    return true;
  } catch {
    return false; // it says why at /health/ready
  }
}

/** Measures how long requests take, by route and not by address, which attackers choose. */
export function measureRequests(registry: Registry, fastify: FastifyInstance): void {
  const duration = new Histogram({
    name: 'lianfang_gateway_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}
