import type { BadInputGroup } from '../bad-input';
import { addresses } from './addresses';
import { bytes } from './bytes';
import { counts } from './counts';
import { jsonTexts } from './json-texts';
import { names } from './names';
import { prototypeWords } from './prototype-words';
import { sizes } from './sizes';
import { times } from './times';

/** The whole table, by the items of README.md. */
export const GROUPS: readonly BadInputGroup[] = [
  bytes,
  sizes,
  jsonTexts,
  prototypeWords,
  addresses,
  times,
  names,
  counts,
];
