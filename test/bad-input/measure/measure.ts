/*
 * What bad input costs, measured in a process of its own: Jest runs code in a context in which some of it is many times
 * slower than in the product. Prints one JSON value.
 */
import { garbageCosts } from './garbage-cost';
import { slowestOfPatterns } from './slowest-pattern';
import { slowestRecords } from './slowest-record';

const [what, amount = '0', seed = '1'] = process.argv.slice(2);

function measured(): unknown {
  switch (what) {
    case 'garbage':
      return garbageCosts(Number(amount));
    case 'records':
      return slowestRecords(Number(amount), Number(seed));
    case 'patterns':
      return slowestOfPatterns();
    default:
      throw new Error('Say what to measure: garbage PAIRS, records CHANGES SEED, or patterns.');
  }
}

process.stdout.write(`${JSON.stringify(measured())}\n`);
