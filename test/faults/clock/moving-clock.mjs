// Loaded before a collector (`node --import`): its wall clock is off by as many milliseconds as the file says that
// LF_CLOCK_FILE names, and follows it while running. As with a real step of the clock, monotonic time
// (performance.now, timers) goes on as before.
import { readFileSync } from 'node:fs';

const LOOK_MS = 100;
const RealDate = Date;
const realNow = Date.now.bind(Date);
let offset = 0;

function look() {
  offset = Number(readFileSync(process.env.LF_CLOCK_FILE, 'utf8'));
}

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(realNow() + offset);
    else super(...parts);
  }

  static now() {
    return realNow() + offset;
  }
};

look();
setInterval(look, LOOK_MS).unref();
