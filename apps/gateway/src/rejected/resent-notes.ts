import type { ResentNote, ResentStore } from '@lianfang/store';
import { letterKey, type Letter } from './letter';
import type { LetterBox } from './letter-box';
import { LetterScan } from './letter-scan';

/** What the outcome of a record that was sent again is found out with. */
export interface ResentNotesParts {
  readonly store: ResentStore;
  readonly box: LetterBox;
  /** Next offset to process of a partition; undefined while it is not known. */
  readonly processed: (topic: string, partition: number) => number | undefined;
}

/** Looking for one new letter costs at most this; beyond it the outcome stays open. */
const BUDGET = { records: 5_000, bytes: 16 * 1024 * 1024 };
/** Outcomes that are looked for in one answer. */
const MOST_SETTLED = 5;

/** Notes of what was sent again. When the partition has passed its new place, it is looked up what became of it. */
export class ResentNotes {
  constructor(private readonly parts: ResentNotesParts) {}

  /** The notes of these letters, by the key of the letter. */
  async of(letters: readonly Letter[]): Promise<ReadonlyMap<string, ResentNote>> {
    const notes = new Map(await this.parts.store.read(letters.map(({ place }) => place)));
    const due = letters.filter((letter) => this.isDue(notes.get(letterKey(letter)))).slice(0, MOST_SETTLED);
    for (const letter of due) {
      const note = notes.get(letterKey(letter));
      const settled = note && (await this.settle(letter, note));
      if (settled) notes.set(letterKey(letter), settled);
    }
    return notes;
  }

  private isDue(note: ResentNote | undefined): boolean {
    if (note?.state !== 'sent' || note.partition === null || note.offset === null) return false;
    return (this.parts.processed(note.topic, note.partition) ?? 0) > note.offset;
  }

  /** Letters are written before progress is told, so a new letter of the record is there by now, or never will be. */
  private async settle(letter: Letter, note: ResentNote): Promise<ResentNote | undefined> {
    const lanes = (await this.parts.box.lanes(note.topic)).map((lane) => ({
      ...lane,
      start: Math.max(lane.start, note.lettersEnd[lane.partition] ?? lane.start),
    }));
    const scan = new LetterScan(this.parts.box.reader, lanes, BUDGET);
    let again: Letter | undefined;
    while (!again) {
      const found = await scan.next();
      if (!found) break;
      if (found.place.partition === note.partition && found.place.offset === note.offset) again = found;
    }
    const state = again ? 'rejected-again' : scan.rest ? 'processed' : 'accepted';
    return this.parts.store.change(letter.place, (current) =>
      current?.state === 'sent' && current.times === note.times
        ? { ...current, state, code: again?.code ?? null }
        : current,
    );
  }
}
