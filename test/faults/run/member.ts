import { readFileSync } from 'node:fs';
import { startChild, type ChildHandle } from '@lianfang/local';

/** One process of a side: a collector, or the naive peer. */
export interface Member {
  /** `ours-1`. */
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when it is gone; true when nobody had asked for it. */
  readonly gone: Promise<boolean>;
  /** SIGKILL; also when it is paused. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL after the grace. */
  stop(): Promise<void>;
  /** SIGSTOP: it holds everything, and does nothing. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** Highest resident memory so far, MiB; 0 where the system does not tell. */
  peakRssMb(): number;
}

/** How a member is started. */
export interface MemberPlan {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

const WATCH_MS = 400;

/** Starts a process of a side under this Node; it ends when this process does. */
export async function startMember({ name, args, env, logFile }: MemberPlan): Promise<Member> {
  const child = await startChild({ name, command: process.execPath, args, env, logFile });
  let asked = false;
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, peakOf(child));
  };
  const watch = setInterval(look, WATCH_MS);
  const gone = child.exited.then(() => {
    clearInterval(watch);
    return !asked;
  });
  const end = (how: () => Promise<void>) => (): Promise<void> => {
    look();
    asked = true;
    return how();
  };
  return {
    name,
    pid: child.pid,
    logFile,
    gone,
    kill: end(() => child.kill()),
    stop: end(() => child.stop()),
    pause: () => signal(child, 'SIGSTOP'),
    resume: () => signal(child, 'SIGCONT'),
    peakRssMb: () => peak,
  };
}

function signal(child: ChildHandle, name: NodeJS.Signals): void {
  if (child.isRunning()) process.kill(child.pid, name);
}

/** Linux keeps the peak itself; elsewhere nothing is measured. */
function peakOf(child: ChildHandle): number {
  if (!child.isRunning()) return 0;
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0; // gone in between, or a system without /proc
  }
}
