import {
  evidenceQuery,
  maskEvidence,
  type EvidenceItem,
  type EvidencePage,
  type EvidenceRecord,
  type Scope,
  type Freshness,
} from '@lianfang/contract';
import { countyWithin, freshnessWithin } from '../api/county-within';
import type {
  CountedQuestion,
  EvidenceCursor,
  EvidenceFilter,
  OpenPeriods,
  StoredEvidence,
  Stretch,
} from '@lianfang/store';
import { z } from 'zod';
import { cutRange, wholeIntervals } from '../api/cut-range';
import { requireKept, type DroppedRows } from '../api/kept-rows';
import { parseQuestion } from '../api/parse-question';
import { ProblemError, badQuestion, notFound } from '../api/problem-error';
import type { QuestionGate } from '../api/question-gate';
import { inertText } from '../rejected/inert-text';
import { placeOf, toItem } from './evidence-item';
import type { EventNames } from './event-names';

/** What evidence is read from. */
export interface EvidenceSource {
  readonly stored: StoredEvidence;
  /** Events in the rows; undefined where no kind of rows crosses what is asked for. */
  counted(question: CountedQuestion): Promise<number | undefined>;
  readonly dropped: DroppedRows;
  /** Stretches of evidence that retention has dropped and that overlap this one. */
  droppedEvidence(within: Stretch): Promise<readonly Stretch[]>;
  openPeriods(): OpenPeriods[];
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
  /** The instant up to which everything that was to be kept of the log is stored, or null. */
  asOf(): number | null;
  isCounty(code: string): boolean;
  readonly gate: QuestionGate;
  readonly names: EventNames;
}

/** Characters of a record that are shown inert; the whole is beside it. */
const MOST_SHOWN = 16_384;

const cursorSchema = z.tuple([z.number(), z.number(), z.number(), z.string().max(249), z.number()]);

/** Finds and opens kept events. Whoever asks names the scope: it is part of every question and decides what is shown. */
export class EvidenceDesk {
  constructor(private readonly source: EvidenceSource) {}

  /** @param query as the URL has it. @throws ProblemError saying what to ask for instead. */
  async list(query: unknown, scope: Scope): Promise<EvidencePage> {
    const { from, to, size, cursor, ...parts } = parseQuestion(evidenceQuery, query);
    const county = countyWithin(parts.county, scope, (code) => this.source.isCounty(code));
    const range = wholeIntervals({ from: Date.parse(from), to: Date.parse(to) }, 'minute');
    const filter: EvidenceFilter = { ...parts, ...range, county, scope };
    const after = cursor === undefined ? undefined : decodeCursor(this.source.names.readSealed(cursor, scope) ?? '');
    const freshness = freshnessWithin(this.source.freshness(county), scope);
    const asOf = this.source.asOf();
    return this.source.gate.pass(async () => {
      await this.requireEvidence(range);
      const { items, next, matched } = await this.source.stored.page(filter, size, after);
      return {
        county: county ?? null,
        ...range,
        items: items.flatMap((one) => this.named(toItem(maskEvidence(one, scope)), scope)),
        cursor: next ? this.source.names.shown(encodeCursor(next), scope) : null,
        matched,
        among: await this.among(filter),
        freshness,
        asOf,
      };
    });
  }

  /** @throws ProblemError (404) when it is not kept, or is not for this scope: the two look alike. */
  async open(id: string, scope: Scope): Promise<EvidenceRecord> {
    const place = placeOf(this.source.names.read(id, scope));
    const found = place && (await this.source.stored.one(place, scope));
    const seen = found && maskEvidence(found.evidence, scope);
    const [item] = this.named(toItem(seen), scope);
    if (found === undefined || item === undefined) {
      throw notFound(
        'No such event is kept: it was over a quota, or is past its time. Ask /api/v1/evidence for what is.',
      );
    }
    const original = item.masked === null ? found.original : null;
    return {
      ...item,
      original,
      whole: Buffer.byteLength(found.original) === item.originalBytes,
      shown: inertText(original ?? '', { most: MOST_SHOWN, lines: true }),
      shortened: original !== null && [...original.slice(0, 2 * MOST_SHOWN + 2)].length > MOST_SHOWN,
    };
  }

  private named(items: readonly EvidenceItem[], scope: Scope): EvidenceItem[] {
    return items.map((item) => ({ ...item, id: this.source.names.shown(item.id, scope) }));
  }

  private async requireEvidence(range: Stretch): Promise<void> {
    const gone = await this.source.droppedEvidence(range);
    if (gone.length === 0) return;
    const until = new Date(gone.reduce((latest, { to }) => Math.max(latest, to), -Infinity)).toISOString();
    throw badQuestion(`Events are no longer kept before ${until}. Ask from then on.`);
  }

  /** What is kept of the events that rows count, as far as rows know what is asked for. */
  private async among(filter: EvidenceFilter): Promise<EvidencePage['among']> {
    const { from, to, county, agency, direction, disposition, severity } = filter;
    const cut = cutRange({ from, to });
    try {
      await requireKept(cut, this.source.dropped);
    } catch (error) {
      if (error instanceof ProblemError) return null;
      throw error;
    }
    const open = this.source.openPeriods();
    const counted = await this.source.counted({ cut, open, county, agency, direction, disposition, severity });
    if (counted === undefined) return null;
    const kept = await this.source.stored.events(filter);
    return { counted, kept, notKept: Math.max(0, counted - kept) };
  }
}

function encodeCursor(next: EvidenceCursor): string {
  return Buffer.from(JSON.stringify(next)).toString('base64url');
}

function decodeCursor(cursor: string): EvidenceCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw badQuestion('The cursor is not one of ours. Ask without it for the first page.');
  }
}
