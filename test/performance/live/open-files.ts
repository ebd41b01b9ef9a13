import { readFileSync } from 'node:fs';

/** Beside the sockets of its viewers a server has these open, at most. */
const OTHERS = 200;

/**
 * Node raises its own limit of open files to the hard one, and so do the programs that are started here; higher it can't go.
 * @throws LF-BENCH-FILES where the hard limit is too low for a server of so many viewers
 */
export function requireOpenFiles(clients: number, limits = readFileSync('/proc/self/limits', 'utf8')): void {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1] ?? 'unknown';
  const needed = clients + OTHERS;
  if (hard === 'unlimited' || Number(hard) >= needed) return;
  throw new Error(
    `LF-BENCH-FILES: ${clients} viewers need ${needed} open files of one process, and the hard limit is ${hard}. ` +
      `Raise it (\`ulimit -Hn ${needed}\` as root, or LimitNOFILE= of the service), or ask for fewer by --clients and --compared.`,
  );
}
