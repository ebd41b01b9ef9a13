import { cpuTicksOf, peakOf, usageOf } from './process-usage';

it('reads both times of a process whatever its name is', () => {
  const fields = Array.from({ length: 50 }, (_, at) => String(at + 3));
  expect(cpuTicksOf(`4711 (node (x) 1 2) S ${fields.slice(1).join(' ')}`)).toBe(14 + 15);
});

it('reads the highest resident memory', () => {
  expect(peakOf('VmPeak:\t 999 kB\nVmHWM:\t  204800 kB\n')).toBe(200);
});

it('says what is wrong where there is no such process', () => {
  expect(() => usageOf(2 ** 30)).toThrow('LF-BENCH-PROC');
});

it('looks at a process that is at work', () => {
  const { cpuSeconds, peakRssMb, readBytes, writtenBytes, diskWrittenBytes } = usageOf(process.pid);
  expect(Math.min(cpuSeconds, peakRssMb, readBytes)).toBeGreaterThan(0);
  expect(Math.min(writtenBytes, diskWrittenBytes)).toBeGreaterThanOrEqual(0);
});
