import type { Client } from '@elastic/elasticsearch';
import type { IndexNames, Sketch } from '@lianfang/contract';
import { fromDocument } from '../sketch-store';
import { documentPages, refresh } from './document-pages';
import { all, allBut, any, ofSource, within, withinAny, type Query, type Stretch } from './row-queries';
import type { OpenPeriods } from './tier-parts';

const HOUR_MS = 3_600_000;

/** Sketches of a range of hours, of one county (`unlocated` included) or of all. */
export interface SketchQuestion extends Stretch {
  readonly county?: string;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

/** What the board's sketches are read from: what is open by chunk, what is closed by hour, never both. */
export interface StoredSketches {
  /** Page by page, after a refresh. */
  read(question: SketchQuestion): AsyncIterable<Sketch[]>;
}

/** A page is unpacked at once, so it is small. */
const PAGE_SIZE = 250;

/** The read model on Elasticsearch. */
export function createStoredSketches(client: Client, names: IndexNames): StoredSketches {
  return {
    async *read({ from, to, county, open }) {
      await refresh(client, [names.sketchesChunk, names.sketchesHour]);
      const scope: Query[] = county === undefined ? [] : [{ term: { county } }];
      const range = within({ from, to });
      const openHours = open.map((source) => hoursOf(source, from, to));
      const parts = [
        { index: names.sketchesHour, query: allBut([range, ...scope], openHours) },
        { index: names.sketchesChunk, query: all([range, any(openHours), ...scope]) },
      ];
      for (const { index, query } of parts) {
        for await (const page of documentPages(client, index, query, PAGE_SIZE)) {
          yield page.map(({ source }) => fromDocument(source));
        }
      }
    },
  };
}

function hoursOf(source: OpenPeriods, from: number, to: number): Query {
  const hours = source.openHours.filter((hour) => hour >= from && hour < to);
  return all([ofSource(source), withinAny(hours.map((hour) => ({ from: hour, to: hour + HOUR_MS })))]);
}
