import { run } from './run';

// Not `process.exit`: what is written to a pipe may not have left yet.
process.exitCode = await run({
  args: process.argv.slice(2),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  programFolder: import.meta.dirname,
  now: Date.now(),
});
