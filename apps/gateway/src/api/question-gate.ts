import { tooMuch } from './problem-error';

/** A long range costs Elasticsearch seconds; more of them at once would slow down what the collector writes. */
const MOST_AT_ONCE = 8;

/** Lets a few questions about long ranges through at once and sends the others away. */
export class QuestionGate {
  private underWay = 0;

  /**
   * @param signal comes when nobody waits for the answer any more; `read` must end with it, so that its place is free
   * @throws ProblemError (503) when too many are under way; the signal's reason once it came.
   */
  async pass<T>(read: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.underWay >= MOST_AT_ONCE) throw tooMuch('Many time ranges are being read. Ask again in a few seconds.');
    this.underWay += 1;
    try {
      return await read();
    } catch (error) {
      // What an ended read says of itself is about the reading, not about the question.
      signal?.throwIfAborted();
      throw error;
    } finally {
      this.underWay -= 1;
    }
  }
}
