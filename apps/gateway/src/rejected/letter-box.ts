import { rejectedTopic } from '@lianfang/contract';
import type { LogAdmin, LogBounds, LogReader } from '@lianfang/platform/kafka';
import { parseLetterId, readLetter, type Letter } from './letter';
import type { Lane } from './letter-scan';

/** What letters are read with. */
export interface LetterBoxParts {
  readonly admin: LogAdmin;
  readonly reader: LogReader;
  /** The topics whose letters may be read. */
  readonly topics: () => readonly string[];
}

/** More than any record that the broker takes. */
const ONE_LETTER_BYTES = 1;

/** The dead-letter topics: where their partitions begin and end, and single letters. */
export class LetterBox {
  constructor(private readonly parts: LetterBoxParts) {}

  get reader(): LogReader {
    return this.parts.reader;
  }

  /** The whole of the dead letters of one topic or of all. */
  async lanes(topic?: string): Promise<Lane[]> {
    const topics = this.parts.topics().filter((name) => topic === undefined || name === topic);
    const lanes: Lane[] = [];
    for (const name of topics) {
      for (const { partition, start, end } of await this.bounds(name)) {
        lanes.push({ topic: name, partition, start, upper: end });
      }
    }
    return lanes;
  }

  /** One letter, whole; undefined when there is none of this id (any more). */
  async open(id: string): Promise<Letter | undefined> {
    const place = parseLetterId(id);
    if (!place || !this.parts.topics().includes(place.topic)) return undefined;
    const bounds = (await this.bounds(place.topic)).find(({ partition }) => partition === place.partition);
    if (!bounds || place.offset < bounds.start || place.offset >= bounds.end) return undefined;
    const { topic, partition, offset } = place;
    const range = { topic: rejectedTopic(topic), partition, from: offset, to: offset + 1 };
    const [record] = await this.parts.reader.read(range, ONE_LETTER_BYTES);
    return record && readLetter(topic, partition, record);
  }

  /** A topic that nobody has written letters to yet has none. */
  private async bounds(topic: string): Promise<LogBounds[]> {
    const existing = await this.parts.admin.topics();
    return existing.has(rejectedTopic(topic)) ? this.parts.admin.bounds(rejectedTopic(topic)) : [];
  }
}
