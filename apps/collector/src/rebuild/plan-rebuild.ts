import { hourOf, taipeiDayOf } from '@lianfang/aggregate';
import { rowSourceKey } from '@lianfang/contract';
import { ReplacedDocuments, type ReplacedPeriods } from '@lianfang/store';
import type { SourceToRebuild } from './select-chunks';

/** What is made again, as far as is known before it is counted: the hours of the old rows. */
export function replacedBy(sources: readonly SourceToRebuild[]): ReplacedDocuments {
  return new ReplacedDocuments(
    sources.map(({ source, chunks }): ReplacedPeriods => {
      const made = { source, chunks: new Set(chunks.map(({ row }) => row.chunk)), hours: new Set<number>() };
      const replaced = { ...made, days: new Set<number>() };
      for (const { row } of chunks) addHours(replaced, row.hours);
      return replaced;
    }),
  );
}

/** Events of these hours are made again, too. */
export function addHours({ hours, days }: ReplacedPeriods, added: readonly number[]): void {
  for (const time of added) {
    hours.add(hourOf(time));
    days.add(taipeiDayOf(time));
  }
}

/** What would be done, for people; one line each. */
export function describePlan(sources: readonly SourceToRebuild[], given: readonly string[]): string[] {
  const partitions = sources.map(({ source, chunks }) => {
    const [first, last] = [chunks[0]?.row, chunks.at(-1)?.row];
    const offsets = `offsets ${first?.from ?? 0} to ${(last?.to ?? 1) - 1}`;
    return `  ${rowSourceKey(source)}: ${chunks.length} chunks, ${offsets}`;
  });
  const hours = sources.flatMap(({ chunks }) => chunks.flatMap(({ row }) => row.hours));
  const [oldest, newest] = [Math.min(...hours), Math.max(...hours)];
  const times = hours.length === 0 ? 'no events' : `events of the hours ${iso(oldest)} to ${iso(newest)}`;
  return [
    `Under ${given.length > 0 ? given.join(', ') : 'the pins as they are'}, and else what each chunk was counted with:`,
    ...partitions,
    `They hold ${times} (event time); rows of all of them are made again.`,
  ];
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 16).concat('Z');
}
