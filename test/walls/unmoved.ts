import { comparable } from './matrix';
import type { Answered } from './wall-world';

/** What may differ between two answers although nothing of the asker's did: the age of the system's own work. */
const AGES = /"(asOf|endsAt|checkedAt|age|since|lastSeen|responseTime)":(null|-?\d+(\.\d+)?)/g;

/** An answer without ids of requests and without ages. */
export function settled(answered: Answered): string {
  return comparable(answered)
    .replace(/"state":"(live|stale)"/g, '"state":""')

    .replace(AGES, '"$1":0')
    .replace(/content-length: \d+\n/, '');
}
