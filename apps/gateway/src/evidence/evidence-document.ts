import { DIRECTIONS, DISPOSITIONS, SEVERITIES, evidencePage, evidenceRecord } from '@lianfang/contract';
import {
  COUNTY_OR_UNLOCATED,
  describeOperation,
  inPath,
  INSTANT,
  neededQuery,
  query,
  type Paths,
} from '../api/describe-operation';

/** Schemas of answers that {@link evidencePaths} refers to. */
export const EVIDENCE_ANSWERS = { evidencePage, evidenceRecord };

const UNAVAILABLE = 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.';
const HOSTILE =
  'Texts are what sensors and strangers wrote: escape them for where you show them, and write out what does not print.';

/** The part of the API's description that is about whole events. */
export function evidencePaths(): Paths {
  return {
    '/api/v1/evidence': {
      get: {
        ...describeOperation('evidence', 'Events of a range that were kept whole, newest first', {
          tag: 'evidence',
          answer: 'evidencePage',
          problems: {
            400: 'The question is wrong, its range too long or no longer kept; the detail says what to ask for.',
            404: 'There is no such county.',
            503: UNAVAILABLE,
          },
        }),
        description: `Every event is counted; the first of each minute, agency and rule are kept whole, and those that were let through and are grave by a quota of their own. \`matched\` says how many kept records fit, \`among\` how many events were counted and kept in the same range, county, agency, direction, disposition and severity. Whole minutes, 31 days at most. ${HOSTILE}`,
        parameters: [
          neededQuery('from', INSTANT, 'ISO 8601 with zone; included.'),
          neededQuery('to', INSTANT, 'ISO 8601 with zone; not included.'),
          query('county', COUNTY_OR_UNLOCATED, 'Without it, the nation.'),
          query('agency', { type: 'string', maxLength: 200 }, 'Id of the directory.'),
          query('rule', { type: 'string', maxLength: 2_000 }, 'Id or name of a rule, exactly.'),
          query('address', { type: 'string' }, 'An address or a network (CIDR), IPv4 or IPv6, on either side.'),
          query(
            'indicator',
            { type: 'string', maxLength: 200 },
            'Id of a shared indicator that the event names, exactly.',
          ),
          query(
            'direction',
            { type: 'string', enum: [...DIRECTIONS] },
            '`outbound`: a protected address is the source, a suspected compromise.',
          ),
          query('disposition', { type: 'string', enum: [...DISPOSITIONS] }, 'What the sensor did.'),
          query('severity', { type: 'string', enum: [...SEVERITIES] }, 'On our scale.'),
          query('size', { type: 'integer', minimum: 1, maximum: 100, default: 20 }, 'Events of one page.'),
          query('cursor', { type: 'string' }, 'Of the page before.'),
        ],
      },
    },
    '/api/v1/evidence/{id}': {
      get: {
        ...describeOperation('evidenceRecord', 'One event with its record', {
          tag: 'evidence',
          answer: 'evidenceRecord',
          problems: {
            404: 'No such event is kept.',
            503: UNAVAILABLE,
          },
        }),
        description: `\`original\` is the record exactly as it came, \`shown\` its beginning with what does not print written out as \`⟦U+202E⟧\`. ${HOSTILE}`,
        parameters: [inPath('id', 'As lists give it.')],
      },
    },
  };
}
