// Appends the lines of a file at an even rate, and one probe each 50 ms besides: a program of its own, because it has to
// keep its pace whatever the others do.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readLines } from '../load/line-reader';
import { sensorOfLine } from '../load/sensor-of-line';
import { BatchSender } from '../log/batch-sender';
import { RecordBatch } from '../log/record-batch';
import { BATCH_BYTES, partitionOf } from '../log/write-topic';
import { probeLine } from './probe-line';

/** What the program is told, as JSON in PACED_WRITING. */
export interface PacedWriting {
  readonly broker: string;
  readonly topic: string;
  readonly partitions: number;
  readonly path: string;
  /** Lines a second. */
  readonly rate: number;
  /** Milliseconds since 1970: when the first line is due. */
  readonly start: number;
  /** An address of the county that gets probes alone. */
  readonly probeAddress: string;
  readonly result: string;
}

/** What it writes at the end. */
export interface PacedResult {
  readonly lines: number;
  /** Seconds from the first line to the last. */
  readonly seconds: number;
  /** How far behind its pace it ever was, milliseconds. */
  readonly mostBehindMs: number;
  /** In the order of their offsets: the log's time of each, milliseconds since 1970. */
  readonly probes: readonly number[];
  readonly probeLines: readonly string[];
}

const TICK_MS = 20;
const PROBE_MS = 50;
const HEADER = { name: 'format', value: 'suricata' };

const writing = JSON.parse(process.env['PACED_WRITING'] ?? '{}') as PacedWriting;
const sender = await BatchSender.connect(writing.broker);
const batches = Array.from({ length: writing.partitions }, () => new RecordBatch(HEADER, BATCH_BYTES));
const underWay = new Set<Promise<unknown>>();
const probes: number[] = [];
const probeLines: string[] = [];
const places = new Map<string, number>();
let lines = 0;
let mostBehindMs = 0;
let nextProbe = writing.start;
let lastTick = 0;

function send(partition: number, batch: RecordBatch): void {
  const sent = sender
    .send(
      writing.topic,
      partition,
      batch.take(Date.now(), 'none', (bytes) => bytes),
    )
    .finally(() => underWay.delete(sent));
  underWay.add(sent);
}

/** All in one partition, one after the other: so the n-th that is appended is the n-th that is counted. */
async function probe(number: number): Promise<void> {
  const line = probeLine(number, Date.now(), writing.probeAddress);
  const batch = new RecordBatch(HEADER, BATCH_BYTES);
  batch.add(Buffer.from('probe'), Buffer.from(line));
  const { logTime } = await sender.send(
    writing.topic,
    0,
    batch.take(Date.now(), 'none', (bytes) => bytes),
  );
  probes.push(logTime);
  probeLines.push(line);
}

/** Sends what is due. */
async function tick(): Promise<void> {
  batches.forEach((batch, partition) => {
    if (batch.count > 0) send(partition, batch);
  });
  const now = Date.now();
  if (now >= nextProbe) {
    // Not in step with the collector's flushes, nor with the gateway's frames.
    nextProbe = now + PROBE_MS * (0.5 + Math.random());
    await probe(probes.length + 1);
  }
  lastTick = Date.now();
  mostBehindMs = Math.max(mostBehindMs, lastTick - dueAt());
}

function dueAt(): number {
  return writing.start + (lines / writing.rate) * 1_000;
}

/** Also who is behind sends what there is, each tick. */
async function keepPace(): Promise<void> {
  do {
    await tick();
    if (dueAt() > Date.now()) await pause(TICK_MS);
  } while (dueAt() > Date.now());
}

function add(line: Buffer): Promise<void> | undefined {
  const key = sensorOfLine(line);
  const name = key.toString('latin1');
  const partition = places.get(name) ?? partitionOf(name, writing.partitions);
  places.set(name, partition);
  const batch = batches[partition] as RecordBatch;
  if (!batch.add(key, line)) {
    send(partition, batch);
    batch.add(key, line);
  }
  lines += 1;
  if (lines % 64 !== 0) return undefined;
  const now = Date.now();
  return dueAt() > now || now - lastTick > TICK_MS ? keepPace() : undefined;
}

await pause(Math.max(0, writing.start - Date.now()));
const began = Date.now();
await readLines(writing.path, add);
await tick();
await Promise.all(underWay);
const seconds = (Date.now() - began) / 1_000;
writeFileSync(
  writing.result,
  JSON.stringify({ lines, seconds, mostBehindMs, probes, probeLines } satisfies PacedResult),
);
process.exit(0);
