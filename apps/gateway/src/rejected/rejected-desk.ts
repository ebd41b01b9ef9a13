import {
  rejectedQuery,
  resent,
  type RejectedPage,
  type RejectedQuery,
  type RejectedRecord,
  type Resent,
} from '@lianfang/contract';
import type { ResentNote } from '@lianfang/store';
import { z } from 'zod';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, notFound, tooMuch } from '../api/problem-error';
import { inertBytes, inertLine } from './inert-text';
import { letterKey, toItem, type Letter } from './letter';
import type { LetterBox } from './letter-box';
import { LetterScan, type Lane } from './letter-scan';
import type { ResentNotes } from './resent-notes';

/** What one answer may look at: beyond it the reader is told where to go on. */
const BUDGET = { records: 5_000, bytes: 32 * 1024 * 1024 };
const MOST_AT_ONCE = 4;
/** Characters of a record that are shown; the whole can be downloaded. */
const MOST_SHOWN = 16_384;
const MOST_HEADER = 1_024;
const MOST_HEADERS = 100;

const cursorSchema = z.array(z.tuple([z.string(), z.number().int(), z.number().int()])).max(1_000);

/** What a filter asks of a letter. */
export type LetterFilter = Pick<RejectedQuery, 'code' | 'topic' | 'partition'>;

/** Lists and opens rejected records. */
export class RejectedDesk {
  private underWay = 0;

  constructor(
    private readonly box: LetterBox,
    private readonly notes: ResentNotes,
  ) {}

  /** @param query as the URL has it. @throws ProblemError */
  async list(query: unknown): Promise<RejectedPage> {
    const asked = parseQuestion(rejectedQuery, query);
    const { letters, scan } = await this.limited(() => this.find(asked, asked.size, () => true));
    const notes = await this.notes.of(letters);
    const items = letters.map((letter) => toItem(letter, toResent(notes.get(letterKey(letter)))));
    return { items, cursor: encodeCursor(scan.rest), scanned: scan.scanned };
  }

  /** The newest letters that fit, each once, with what was looked at. */
  async find(
    filter: LetterFilter & { readonly cursor?: string | undefined },
    most: number,
    wanted: (letter: Letter) => boolean,
  ): Promise<{ letters: Letter[]; scan: LetterScan }> {
    const lanes = resumed(await this.box.lanes(filter.topic), filter.cursor);
    const scan = new LetterScan(this.box.reader, lanes, BUDGET);
    const found = new Map<string, Letter>();
    while (found.size < most) {
      const letter = await scan.next();
      if (!letter) break;
      const isNew = !found.has(letterKey(letter));
      if (isNew && fits(letter, filter) && wanted(letter)) found.set(letterKey(letter), letter);
    }
    return { letters: [...found.values()], scan };
  }

  /** @throws ProblemError (404) when there is no such letter. */
  async open(id: string): Promise<RejectedRecord> {
    const letter = await this.letter(id);
    const notes = await this.notes.of([letter]);
    const headers = Object.entries(letter.headers).slice(0, MOST_HEADERS);
    return {
      ...toItem(letter, toResent(notes.get(letterKey(letter)))),
      headers: headers.map(([name, value]) => ({
        name: inertLine(Buffer.from(name), MOST_HEADER),
        value: inertLine(value, MOST_HEADER),
      })),
      headersDropped: letter.headersDropped,
      ...inertBytes(letter.value, MOST_SHOWN),
    };
  }

  /** The letter with its whole value. @throws ProblemError (404) */
  async letter(id: string): Promise<Letter> {
    const letter = await this.limited(() => this.box.open(id));
    if (letter) return letter;
    throw notFound(
      'There is no such rejected record, or retention has taken it. Ask /api/v1/rejected for what there is.',
    );
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.underWay >= MOST_AT_ONCE)
      throw tooMuch('Many rejected records are being read. Ask again in a few seconds.');
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
    }
  }
}

/** What readers are told of a note. */
export function toResent(note: ResentNote | undefined): Resent | null {
  return note ? resent.parse(note) : null;
}

function fits({ code, place }: Letter, filter: LetterFilter): boolean {
  if (filter.code !== undefined && filter.code !== code) return false;
  return filter.partition === undefined || filter.partition === place.partition;
}

/** Lanes up to where the page before ended; one that it does not name was read to its beginning, or is new since. */
function resumed(lanes: readonly Lane[], cursor: string | undefined): Lane[] {
  if (cursor === undefined) return [...lanes];
  const ends = decodeCursor(cursor);
  return lanes.map((lane) => {
    const end = ends.find(([topic, partition]) => topic === lane.topic && partition === lane.partition)?.[2];
    return { ...lane, upper: Math.max(lane.start, Math.min(lane.upper, end ?? lane.start)) };
  });
}

function encodeCursor(rest: readonly Lane[] | undefined): string | null {
  if (!rest) return null;
  const places = rest.map(({ topic, partition, upper }) => [topic, partition, upper]);
  return Buffer.from(JSON.stringify(places)).toString('base64url');
}

function decodeCursor(cursor: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw badQuestion('The cursor is not one of ours. Ask without it for the first page.');
  }
}
