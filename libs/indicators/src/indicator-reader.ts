import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@lianfang/contract';
import { csvFields } from './csv-fields';
import { EntryReader } from './entry-reader';
import { fileColumns, type FileColumns } from './file-columns';
import { IndicatorKey } from './indicator-key';
import { IndicatorSet } from './indicator-set';
import { IndicatorTable, MOST_OF_ONE_VALUE, type EntryProblem } from './indicator-table';

/** Entries of one file. */
export const MOST_INDICATORS = 1_000_000;
/** Bytes of one line. */
const LONGEST_LINE = 4_096;
const TOO_LONG = `a line of more than ${LONGEST_LINE} bytes; is this a file of indicators?`;
/** A file with an endless list of faults is given up here. */
const MOST_PROBLEMS = 200;
/** Entries that one call of `index` enters: about a millisecond. */
const INDEX_STEP = 2_048;
const NEWLINE = 10;
const BYTE_ORDER_MARK = '\uFEFF';
const NO_BYTES = Buffer.alloc(0);

/** What is wrong with a file of indicators, and where. */
export interface IndicatorProblem {
  /** From 1. */
  readonly line: number;
  /** For people: what is wrong and what it should be. */
  readonly reason: string;
}

/** How a file is read. */
export interface IndicatorReaderOptions {
  /** Whether there is a county of this 5-digit code. */
  readonly isCounty: (code: string) => boolean;
  /** Entries that a file may have; {@link MOST_INDICATORS} without it. */
  readonly most?: number;
}

const REASONS: Record<Exclude<EntryProblem, 'repeated'>, string> = {
  contradicts: 'an earlier line has the same value and id, and says something else of it; keep one of them',
  'too-many': `more than ${MOST_OF_ONE_VALUE} lines have this value; keep the best of them`,
  collides:
    'too many values fall on one place of the table; somebody may have made them so: find out who provides them',
};

/**
 * Reads a file of indicators (CSV; the form is in this library's README) part by part, so that a million lines hold nobody
 * up: first {@link take} for each part, then {@link index} until it is done, then {@link result}. One of these reads one file.
 */
export class IndicatorReader {
  private readonly problems: IndicatorProblem[] = [];
  private readonly digest = createHash('sha256');
  private readonly key = new IndicatorKey();
  private readonly entries: EntryReader;
  private readonly table = new IndicatorTable();
  private lines = new Uint32Array(1_024);
  private readonly most: number;
  private readonly ipv4 = new Set<number>();
  private readonly ipv6 = new Set<number>();
  private hasDomains = false;
  private columns: FileColumns | undefined;
  private line = 0;
  private rest: Buffer = NO_BYTES;
  private indexed: number | undefined;
  private repeated = 0;
  private isGivenUp = false;

  constructor({ isCounty, most = MOST_INDICATORS }: IndicatorReaderOptions) {
    this.entries = new EntryReader(this.key, isCounty);
    this.most = most;
  }

  /** True when enough is known to refuse the file: the rest need not be read. */
  get isHopeless(): boolean {
    return this.isGivenUp || this.problems.length >= MOST_PROBLEMS;
  }

  /** Reads the next bytes of the file. 64 KiB take about a millisecond. */
  take(bytes: Buffer): void {
    if (this.isHopeless) return;
    this.digest.update(bytes);
    const all = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const end = all.lastIndexOf(NEWLINE) + 1;
    this.readLines(all.subarray(0, end));
    // A copy: the caller may fill the same bytes again.
    this.rest = Buffer.from(all.subarray(end));
    if (this.rest.length <= LONGEST_LINE) return;
    this.line += 1;
    this.giveUp(TOO_LONG);
  }

  /** Enters the next entries into the table; to be called after the last part. @returns false when all are entered. */
  index(): boolean {
    if (this.indexed === undefined) this.finishReading();
    if (this.problems.length > 0) return false;
    const start = this.indexed ?? 0;
    const end = Math.min(this.table.size, start + INDEX_STEP);
    for (let entry = start; entry < end; entry += 1) this.enter(entry);
    this.indexed = end;
    return end < this.table.size && !this.isHopeless;
  }

  /** The set, or everything that is wrong with the file, at most 200 lines of it. */
  result(): Result<IndicatorSet, readonly IndicatorProblem[]> {
    if (this.problems.length > 0) return err(this.problems);
    const descending = (prefixes: Set<number>): number[] => [...prefixes].sort((a, b) => b - a);
    return ok(
      new IndicatorSet({
        hash: this.digest.digest('hex'),
        size: this.table.size - this.repeated,
        repeated: this.repeated,
        table: this.table,
        dictionaries: this.entries.dictionaries,
        prefixes: { ipv4: descending(this.ipv4), ipv6: descending(this.ipv6) },
        hasDomains: this.hasDomains,
      }),
    );
  }

  private finishReading(): void {
    this.indexed = 0;
    if (this.rest.length > 0) {
      this.line += 1;
      this.add('the last line does not end: the file may still be being written; end each line with a line break');
    }
    if (this.columns === undefined) this.giveUp('the file has no line that names its columns');
    this.table.makeSlots();
  }

  private enter(entry: number): void {
    const problem = this.table.enter(entry);
    if (problem === undefined) return;
    if (problem === 'repeated') this.repeated += 1;
    else this.add(REASONS[problem], this.lines[entry]);
  }

  private readLines(block: Buffer): void {
    if (!isUtf8(block)) return this.readDoubtfulLines(block);
    // Nearly all files are ASCII, which is read twice as fast.
    const text = block.toString(isAscii(block) ? 'latin1' : 'utf8');
    for (let start = 0; start < text.length && !this.isHopeless;) {
      const end = text.indexOf('\n', start);
      this.readLine(text.slice(start, end));
      start = end + 1;
    }
  }

  private readDoubtfulLines(block: Buffer): void {
    for (let start = 0; start < block.length && !this.isHopeless;) {
      const end = block.indexOf(NEWLINE, start);
      const line = block.subarray(start, end);
      if (isUtf8(line)) this.readLine(line.toString('utf8'));
      else {
        this.line += 1;
        this.add('not UTF-8; save the file as UTF-8');
      }
      start = end + 1;
    }
  }

  private readLine(content: string): void {
    this.line += 1;
    if (content.length > LONGEST_LINE) return this.giveUp(TOO_LONG);
    const text = this.line === 1 && content.startsWith(BYTE_ORDER_MARK) ? content.slice(1) : content;
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (line === '' || line.startsWith('#')) return;
    const fields = csvFields(line);
    if (fields === undefined) return this.add('quotes are not closed; write a quote in a quoted field twice');
    if (this.columns === undefined) return this.readHeader(fields);
    if (fields.length !== this.columns.count) {
      return this.add(`${fields.length} fields instead of ${this.columns.count}; put a field with a comma in quotes`);
    }
    if (this.table.size >= this.most) {
      return this.giveUp(
        `more than ${this.most} indicators; leave out what has expired, or share networks instead of addresses`,
      );
    }
    this.readEntry(fields, this.columns);
  }

  private readHeader(fields: readonly string[]): void {
    const columns = fileColumns(fields.map((name) => name.trim()));
    if (columns.ok) this.columns = columns.value;
    else this.giveUp(columns.error);
  }

  private readEntry(fields: readonly string[], columns: FileColumns): void {
    const record = this.entries.read(fields, columns);
    if (typeof record === 'string') return this.add(record);
    this.noteKind();
    if (this.table.size === this.lines.length) {
      const longer = new Uint32Array(this.lines.length * 2);
      longer.set(this.lines);
      this.lines = longer;
    }
    this.lines[this.table.size] = this.line;
    this.table.add(record);
  }

  private noteKind(): void {
    const { family, prefix } = this.key;
    if (family === 4) this.ipv4.add(prefix);
    else if (family === 6) this.ipv6.add(prefix);
    else this.hasDomains = true;
  }

  private add(reason: string, line = this.line): void {
    if (!this.isHopeless) this.problems.push({ line: Math.max(1, line ?? 1), reason });
  }

  /** Nothing that follows can make it a good file. */
  private giveUp(reason: string): void {
    this.add(reason);
    this.isGivenUp = true;
  }
}
