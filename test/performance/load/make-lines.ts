// Writes a load of our own to standard output, one record a line: `make-lines nested|cef --from T --to T --seed N --rate N`.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cefLine } from './cef-line';
import { nestedLine } from './nested-line';
import { Scene } from './scene';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '' },
    to: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '1000' },
  },
});
const lineOf = positionals[0] === 'cef' ? cefLine : nestedLine;
const scene = new Scene(readFileSync(process.env['LIANFANG_DIRECTORY'] ?? '', 'utf8'), Number(values.seed));
const PART = 2_000;

for (let second = Date.parse(values.from) / 1_000; second < Date.parse(values.to) / 1_000; second += 1) {
  const events = scene.second(second, Number(values.rate));
  for (let at = 0; at < events.length; at += PART) {
    const lines = events.slice(at, at + PART).map((event) => `${lineOf(event, scene)}\n`);
    if (!process.stdout.write(lines.join(''))) await once(process.stdout, 'drain');
  }
}
