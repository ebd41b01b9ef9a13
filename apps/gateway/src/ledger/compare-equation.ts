import { LEDGER_CLASSES, type Watermark } from '@lianfang/contract';
import type { LogBounds } from '@lianfang/platform/kafka';
import type { AuditedSum } from '@lianfang/store';

/** What is known of one source, read in this order: watermark and commit, then the ledger, then the log's bounds. */
export interface EquationFacts {
  readonly watermark: Watermark | undefined;
  /** Progress that the collectors committed for this epoch. */
  readonly committed: number | undefined;
  /** The stored rows; undefined before the first is written. */
  readonly sum: AuditedSum | undefined;
  /** Undefined where this epoch is past, or the topic gone: then the watermark is the last that is known. */
  readonly bounds: LogBounds | undefined;
}

/** Both sides of promise 1 for one source. */
export interface Equation {
  readonly start: number;
  readonly processed: number;
  readonly logStart: number;
  readonly logEnd: number;
  readonly pending: number;
  readonly accounted: number;
  readonly processedOffsets: number;
  readonly difference: number;
}

/**
 * Compares the stored ledger with the broker. The ledger is written before the progress is committed, so rows that are
 * read after the commit reach at least as far; and never further than the log, whose end is read last. Within these
 * bounds what the rows cover is taken as processed, so a flush under way is no difference, and everything else is.
 */
export function compareEquation(facts: EquationFacts): Equation {
  const { start, logStart, logEnd } = edgesOf(facts);
  const { to, accounted } = rowsOf(facts, start);
  const known = Math.max(start, facts.committed ?? start, facts.watermark?.processed ?? start);
  const processed = Math.max(known, Math.min(to, logEnd));
  return {
    start,
    processed,
    logStart,
    logEnd,
    pending: Math.max(0, logEnd - processed),
    accounted,
    processedOffsets: processed - start,
    difference: accounted - (processed - start),
  };
}

function edgesOf({ watermark, sum, bounds }: EquationFacts): Pick<Equation, 'start' | 'logStart' | 'logEnd'> {
  const start = firstOf(watermark?.start, sum?.from, bounds?.start);
  const logEnd = firstOf(bounds?.end, watermark?.logEnd, sum?.to, start);
  return { start, logStart: bounds?.start ?? start, logEnd };
}

function rowsOf({ sum }: EquationFacts, start: number): { to: number; accounted: number } {
  if (!sum) return { to: start, accounted: 0 };
  return { to: sum.to, accounted: LEDGER_CLASSES.reduce((total, name) => total + sum.classes[name], 0) };
}

function firstOf(...known: readonly (number | undefined)[]): number {
  return known.find((offset) => offset !== undefined) ?? 0;
}
