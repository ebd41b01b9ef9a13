// Loaded into each Node program that is measured (`node --import`): notes when it first receives records from the broker,
// and what processor time it had used before. So loading, connecting and joining the group are not counted.
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';

/** More than the answers of a broker before the first fetch; less than any batch of records. */
const FIRST_BYTES = 64 * 1024;
const LOOK_MS = 10;

const { BENCH_MARK, BENCH_BROKER_PORT } = process.env;
if (BENCH_MARK !== undefined) watch(BENCH_MARK, Number(BENCH_BROKER_PORT));

function watch(file, port) {
  const sockets = [];
  subscribe('net.client.socket', ({ socket }) => sockets.push(socket));
  let before = look();
  const timer = setInterval(() => {
    const received = sockets.reduce((sum, one) => sum + (one.remotePort === port ? one.bytesRead : 0), 0);
    if (received < FIRST_BYTES) {
      before = look();
      return;
    }
    clearInterval(timer);
    // Whoever is first, where the program has threads.
    try {
      writeFileSync(file, JSON.stringify(before), { flag: 'wx' });
    } catch {
      // another thread was
    }
  }, LOOK_MS);
  timer.unref();
}

/** Milliseconds since 1970, microseconds of the clock that profiles use, and of processor time of the whole process. */
function look() {
  const { user, system } = process.cpuUsage();
  const profileMicros = Number(process.hrtime.bigint() / 1000n);
  return { at: performance.timeOrigin + performance.now(), profileMicros, cpuMicros: user + system };
}
