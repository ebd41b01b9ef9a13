import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLiveOptions } from './live-options';
import { liveTable } from './live-report';
import { playLive } from './play-live';
import { lookAtMachine } from '../measure/machine';

const TEST_MS = 180_000;

/** Not how fast it is, but that all parts of the bench work, and that it sees every viewer have every state. */
describe('the bench of live frames, small', () => {
  it(
    'serves everybody with ours and with the peer, and has everybody back after each cut',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'lianfang-bench-live-test-'));
      const options = parseLiveOptions(['--quick', '--clients', '150', '--compared', '100', '--seconds', '3']);
      try {
        const say = (): void => undefined;
        const report = await playLive({ options, say, signal: new AbortController().signal, folder });
        expect(report.wrong).toEqual([]);
        const { resumed, fresh, elsewhere } = report.audience;
        for (const figures of [resumed, fresh, elsewhere]) expect(figures).toMatchObject({ clients: 150, stale: 0 });
        expect(report.audience.spreadMs.frames).toBeGreaterThan(1);
        expect(report.deliveries.runs.every(({ deliveries }) => deliveries >= 200)).toBe(true);
        // Both deflate the same JSON.
        expect(report.deliveries.bytesRatio.median).toBeGreaterThan(0.8);
        expect(report.deliveries.bytesRatio.median).toBeLessThan(1.2);
        expect(liveTable({ machine: lookAtMachine('.', undefined), ...report })).toContain('150 viewers');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    TEST_MS,
  );
});
