import {
  RESENT_HEADER,
  bulkResendOrder,
  rejectedPlaceKey,
  resendOrder,
  resent,
  type BulkResendAnswer,
  type Resent,
} from '@lianfang/contract';
import type { LogWriter } from '@lianfang/platform/kafka';
import type { ResentNote, ResentStore } from '@lianfang/store';
import { parseQuestion } from '../api/parse-question';
import { conflict, tooMuch } from '../api/problem-error';
import type { ServiceLog } from '../service-log';
import { letterId, letterKey, type Letter } from './letter';
import type { LetterBox } from './letter-box';
import type { RejectedDesk } from './rejected-desk';

/** What records are sent again with. */
export interface ResendDeskParts {
  readonly desk: RejectedDesk;
  readonly box: LetterBox;
  readonly store: ResentStore;
  readonly writer: LogWriter;
  readonly log: ServiceLog;
}

/** Sends rejected records again, as they came, to the topic that they came from. */
export class ResendDesk {
  private isBulkUnderWay = false;

  constructor(private readonly parts: ResendDeskParts) {}

  /**
   * @param order the body of the request.
   * @throws ProblemError: 404 no such letter; 409 it was sent before or is not whole.
   */
  async resend(id: string, order: unknown): Promise<Resent> {
    const { force } = parseQuestion(resendOrder, order);
    const letter = await this.parts.desk.letter(id);
    return this.send(letter, force);
  }

  /** @param order the body of the request. Oldest first, each at most once. */
  async resendAll(order: unknown): Promise<BulkResendAnswer> {
    const { most, ...filter } = parseQuestion(bulkResendOrder, order);
    if (this.isBulkUnderWay) throw tooMuch('Rejected records are being sent again already. Wait until that is done.');
    this.isBulkUnderWay = true;
    try {
      const { letters, scan } = await this.parts.desk.find(filter, most, () => true);
      const notes = await this.parts.store.read(letters.map(({ place }) => place));
      const answer = { sent: 0, sentBefore: 0, notWhole: 0, failed: 0, scanned: scan.scanned };
      for (const letter of letters.reverse()) {
        if (notes.has(letterKey(letter))) answer.sentBefore += 1;
        else if (!isWhole(letter)) answer.notWhole += 1;
        else answer[await this.sendOnce(letter)] += 1;
      }
      return answer;
    } finally {
      this.isBulkUnderWay = false;
    }
  }

  /** One that the broker refuses does not keep the others from being sent. */
  private async sendOnce(summary: Letter): Promise<'sent' | 'sentBefore' | 'failed'> {
    const letter = await this.parts.box.open(letterId(summary));
    if (!letter) return 'failed';
    try {
      await this.send(letter, false);
      return 'sent';
    } catch (error) {
      if (isConflict(error)) return 'sentBefore';
      this.parts.log.warn(
        `${letterKey(letter)} could not be sent again: ${String(error)}. Look at its state, then send it alone.`,
      );
      return 'failed';
    }
  }

  private async send(letter: Letter, force: boolean): Promise<Resent> {
    if (letter.truncatedFrom !== null) {
      throw conflict(
        "The value was cut when it was put away, so it can't be sent again. Ask its sensor for the record.",
      );
    }
    if (letter.headersDropped > 0 && !force) {
      throw conflict('Not all headers of the record were kept. Send it with force if it can do without them.');
    }
    const { topic } = letter.place;
    const begun = await this.begin(letter, force);
    await this.parts.writer.connect();
    const headers = { ...letter.headers, [RESENT_HEADER]: rejectedPlaceKey(letter.place) };
    const { partition, offset } = await this.parts.writer.appendOne(topic, {
      key: letter.key,
      value: letter.value,
      headers,
    });
    const sent = await this.parts.store.change(letter.place, (current) => ({
      ...(current ?? begun),
      state: 'sent',
      partition,
      offset,
    }));
    this.parts.log.log(`${letterKey(letter)} was sent again to ${topic}/${partition}/${offset}.`);
    return resent.parse(sent);
  }

  /** Noted before it is sent: a gateway that ends in between leaves a note, and nobody sends it twice unknowingly. */
  private async begin(letter: Letter, force: boolean): Promise<ResentNote> {
    const { topic, epoch, partition: fromPartition, offset: fromOffset } = letter.place;
    const lettersEnd: number[] = [];
    for (const { partition, upper } of await this.parts.box.lanes(topic)) lettersEnd[partition] = upper;
    const fresh = { topic, epoch, fromPartition, fromOffset, lettersEnd: Array.from(lettersEnd, (end) => end ?? 0) };
    let before: ResentNote | undefined;
    const begun = await this.parts.store.change(letter.place, (current) => {
      before = current;
      if (current && !force) return current;
      const times = (current?.times ?? 0) + 1;
      return { ...fresh, state: 'sending', at: Date.now(), times, partition: null, offset: null, code: null };
    });
    if (begun && (force || !before)) return begun;
    throw conflict('The record was sent again before. Look what became of it, or send it with force.');
  }
}

function isWhole({ truncatedFrom, headersDropped }: Letter): boolean {
  return truncatedFrom === null && headersDropped === 0;
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 409;
}
