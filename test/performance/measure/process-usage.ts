import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface ProcessUsage {
  /** User and system, all threads. */
  readonly cpuSeconds: number;
  /** Highest resident memory. */
  readonly peakRssMb: number;
  /** Through all its sockets and files together; a service of ours reads and writes hardly any file. */
  readonly readBytes: number;
  readonly writtenBytes: number;
  /** To disks. */
  readonly diskWrittenBytes: number;
}

const MIB_KB = 1024;
let ticks: number | undefined;

/** Reads /proc. @throws LF-BENCH-PROC where the system has none, or the process is gone. */
export function usageOf(pid: number): ProcessUsage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const io = readFileSync(`/proc/${pid}/io`, 'latin1');
    const bytes = (name: string): number => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(io)?.[1] ?? 0);
    return {
      cpuSeconds: cpuTicksOf(stat) / ticksPerSecond(),
      peakRssMb: peakOf(status),
      readBytes: bytes('rchar'),
      writtenBytes: bytes('wchar'),
      diskWrittenBytes: bytes('write_bytes'),
    };
  } catch (problem) {
    throw new Error(
      `LF-BENCH-PROC: process ${pid} can't be looked at (${String(problem)}). See its log; measuring needs Linux's /proc.`,
      { cause: problem },
    );
  }
}

/** utime and stime of a line of /proc/PID/stat; the name in brackets may hold anything. Source: proc_pid_stat(5). */
export function cpuTicksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** MiB of VmHWM. */
export function peakOf(status: string): number {
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / MIB_KB);
}

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks;
}
