import type { Destinations } from '../pipeline';
import { letterOf, readRecord, sendLetters } from '../pipeline';
import type { DeadLetter } from '@lianfang/event';
import { readLog } from './read-log';
import { stagesBefore, wasRejected, type RecountParts } from './recount';
import type { ChunkToRebuild, SourceToRebuild } from './select-chunks';

/**
 * Sends the letters of records that are rejected now and were not before; the others have theirs. They are read once more
 * instead of being held: nobody knows how many they are.
 * @returns how many were sent.
 */
export async function sendNewLetters(
  { source }: SourceToRebuild,
  { row, old, next }: ChunkToRebuild,
  parts: RecountParts & { readonly destinations: Pick<Destinations, 'log'> },
): Promise<number> {
  const stages = await parts.library.stagesFor(next);
  const before = await stagesBefore(parts.library, old);
  let sent = 0;
  for await (const records of readLog(parts.reader, { ...source, from: row.from, to: row.to })) {
    const letters: DeadLetter[] = [];
    for (const record of records) {
      const outcome = readRecord(record, stages, undefined);
      if (outcome.kind !== 'rejected' || wasRejected(record, before)) continue;
      letters.push(letterOf(record, outcome.rejection, source, stages.limits));
    }
    await sendLetters(source, letters, parts.destinations);
    sent += letters.length;
  }
  return sent;
}
