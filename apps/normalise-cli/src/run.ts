import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { ThreatEvent } from '@lianfang/contract';
import { DEFAULT_MAX_BYTES } from '@lianfang/event';
import { createNormaliser } from '@lianfang/normalise';
import { readCommandLine, usage, type CommandLine } from './command-line';
import { LineSplitter, type InputLine } from './line-splitter';
import { readLocator } from './locator-files';
import { normaliseLine, type Stages } from './normalise-line';
import { Output } from './output';
import { reasonOf } from './error-code';

/** What the program has of its process. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Folder of the running program: the demonstration's files are looked for from there upwards. */
  readonly programFolder: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/** Exit statuses. */
const READ = 0;
const NOTHING_READ = 1;
const WRONG_USAGE = 2;

/** Runs the command; gives its exit status. */
export async function run({ args, stdin, stdout, stderr, programFolder, now }: Surroundings): Promise<number> {
  const normaliser = createNormaliser({ describesIgnored: true });
  const commandLine = readCommandLine(args, normaliser.formats);
  if (!commandLine.ok) {
    stderr.write(`${commandLine.error}\n\n${usage(normaliser.formats)}`);
    return WRONG_USAGE;
  }
  if (commandLine.value.help) {
    stdout.write(usage(normaliser.formats));
    return READ;
  }
  const locator = readLocator(commandLine.value, programFolder);
  if (!locator.ok) {
    stderr.write(`${locator.error}\n`);
    return WRONG_USAGE;
  }
  const { format, timeZone = 'UTC', logTime = now } = commandLine.value;
  const { locate } = locator.value;
  const clock = { timeZone, logTime };
  const stages = { normaliser, locate: (event: ThreatEvent) => locate(event), clock, ...(format && { format }) };
  const work = new Work(stages, stdout, stderr);
  return work.readAll(commandLine.value, stdin);
}

/** One run over all inputs. */
class Work {
  private anyRead = false;
  private readonly stages: Stages;
  private readonly events: Output;
  private readonly notes: Output;

  constructor(stages: Stages, stdout: Writable, stderr: Writable) {
    this.stages = stages;
    this.events = new Output(stdout);
    this.notes = new Output(stderr);
  }

  async readAll({ files }: CommandLine, stdin: Readable): Promise<number> {
    if (files.length === 0) await this.readStream(stdin);
    for (const file of files) {
      // The usual name of standard input.
      if (file === '-') {
        await this.readStream(stdin);
        continue;
      }
      if (this.events.closed) break;
      try {
        await this.readStream(createReadStream(file, { highWaterMark: 262_144 }), file);
      } catch (error) {
        await this.flush();
        this.notes.add(`${file} can't be read (${reasonOf(error)}). Name a file that can be read.`);
        await this.flush();
        return WRONG_USAGE;
      }
    }
    return this.anyRead ? READ : NOTHING_READ;
  }

  private async readStream(stream: Readable, file?: string): Promise<void> {
    const splitter = new LineSplitter(DEFAULT_MAX_BYTES);
    let line = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      for (const one of splitter.push(chunk)) this.take(one, (line += 1), file);
      await this.flush();
      if (this.events.closed) return;
    }
    for (const one of splitter.end()) this.take(one, (line += 1), file);
    await this.flush();
  }

  private take(input: InputLine, line: number, file?: string): void {
    const outcome = normaliseLine(input, { line, ...(file !== undefined && { file }) }, this.stages);
    this.anyRead ||= outcome.class !== 'rejected';
    if (outcome.document !== undefined) this.events.add(outcome.document);
    if (outcome.note !== undefined) this.notes.add(outcome.note);
  }

  private async flush(): Promise<void> {
    await this.events.flush();
    await this.notes.flush();
  }
}
