import { open, truncate } from 'node:fs/promises';

const CHUNK_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;

/** Hands each line of a file to `take`, without its line feed. The bytes are good only until `take` resolves or returns. */
export async function readLines(path: string, take: (line: Buffer) => Promise<void> | undefined): Promise<void> {
  const file = await open(path);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES);
      if (bytesRead === 0) break;
      rest = await takeLines(Buffer.concat([rest, chunk.subarray(0, bytesRead)]), take);
    }
    if (rest.length > 0) await take(rest);
  } finally {
    await file.close();
  }
}

/** @returns what is left: the beginning of a line. */
async function takeLines(bytes: Buffer, take: (line: Buffer) => Promise<void> | undefined): Promise<Buffer> {
  let from = 0;
  for (let to = bytes.indexOf(LINE_FEED); to >= 0; to = bytes.indexOf(LINE_FEED, from)) {
    const work = take(bytes.subarray(from, to));
    // Waiting costs more than a line: only where there is something to wait for.
    if (work) await work;
    from = to + 1;
  }
  return bytes.subarray(from);
}

/** Shortens a file to at most so many lines. @returns how many it has. */
export async function keepLines(path: string, most: number): Promise<number> {
  let lines = 0;
  let bytes = 0;
  await readLines(path, (line) => {
    if (lines === most) return undefined;
    lines += 1;
    bytes += line.length + 1;
    return undefined;
  });
  await truncate(path, bytes);
  return lines;
}
