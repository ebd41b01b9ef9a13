/*
 * What enrichment costs, measured in a process of its own as the product is bundled. Prints one JSON value.
 */
import { countryCosts } from './measure-countries';
import { indicatorCosts } from './measure-indicators';

function measured(what: string | undefined): unknown {
  switch (what) {
    case 'countries':
      return countryCosts();
    case 'indicators':
      return indicatorCosts(Number(process.argv[3] ?? 9));
    default:
      throw new Error('Say what to measure: countries, or indicators ROUNDS.');
  }
}

process.stdout.write(`${JSON.stringify(await measured(process.argv[2]), undefined, 2)}\n`);
