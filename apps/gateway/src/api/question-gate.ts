import { tooMuch } from './problem-error';

/** A long range costs Elasticsearch seconds; more of them at once would slow down what the collector writes. */
const MOST_AT_ONCE = 8;

/** Lets a few questions about long ranges through at once and sends the others away. */
export class QuestionGate {
  private underWay = 0;

  /** @throws ProblemError (503) when too many are under way. */
  async pass<T>(read: () => Promise<T>): Promise<T> {
    if (this.underWay >= MOST_AT_ONCE) throw tooMuch('Many time ranges are being read. Ask again in a few seconds.');
    this.underWay += 1;
    try {
      return await read();
    } finally {
      this.underWay -= 1;
    }
  }
}
