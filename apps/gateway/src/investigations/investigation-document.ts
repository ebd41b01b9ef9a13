import {
  investigationDecision,
  investigationEnd,
  investigationItem,
  investigationOrder,
  investigationPage,
} from '@lianfang/contract';
import { COUNTY_CODE, describeOperation, inPath, jsonBody, query, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link investigationPaths} refers to. */
export const INVESTIGATION_ANSWERS = { investigationPage, investigationItem };

const TAG = 'audit';
const WRONG = 'The question is wrong; the detail says what to ask for.';
const FULL = 'Two hundred are sealed, and no more can be.';
const GONE = 'There is no such investigation.';
const AWAY = 'The audit can’t be written, or Elasticsearch is away: nothing was done. Ask again in a few seconds.';
const WRITING =
  'A write needs the header `Origin` of this host (an address or `localhost`) or of one listed in LIANFANG_ORIGINS, and `content-type: application/json`.';
const STATE = 'It does not stand where this step begins; read it again.';
const ID = inPath('id', 'As lists give it.');

/** The part of the API's description that is about sealed investigations. */
export function investigationPaths(): Paths {
  const writing = { 400: WRONG, 415: 'Not JSON.', 503: AWAY };
  return {
    '/api/v1/investigations': {
      get: {
        ...describeOperation('investigations', 'Sealed investigations, newest first', {
          tag: TAG,
          answer: 'investigationPage',
          problems: {
            400: WRONG,
            503: 'Elasticsearch is away: ask again in a few seconds.',
          },
        }),
        parameters: [
          query('county', COUNTY_CODE, 'About this county alone.'),
          query(
            'seal',
            { type: 'string', enum: ['sealed', 'opened', 'all'], default: 'all' },
            '`sealed`: whose county does not see yet.',
          ),
          query('size', { type: 'integer', minimum: 1, maximum: 100, default: 20 }, 'Of one page.'),
          query('cursor', { type: 'string' }, 'Of the page before.'),
        ],
      },
      post: {
        ...describeOperation('askInvestigation', 'Ask for a sealed investigation', {
          tag: TAG,
          answer: 'investigationItem',
          problems: {
            ...writing,
            409: FULL,
          },
        }),
        description: `About one county. An auditor who is somebody else has 14 days to decide; it lasts 90 days at most, counted from now, and is never made longer. Until it ends its county sees how many entries of the audit are sealed, and then all of them. ${WRITING}`,
        requestBody: jsonBody(investigationOrder),
      },
    },
    '/api/v1/investigations/{id}': {
      get: {
        ...describeOperation('investigation', 'One sealed investigation', {
          tag: TAG,
          answer: 'investigationItem',
          problems: {
            404: GONE,
            503: 'Elasticsearch is away: ask again in a few seconds.',
          },
        }),
        parameters: [ID],
      },
    },
    '/api/v1/investigations/{id}/decision': {
      post: {
        ...describeOperation('decideInvestigation', 'Approve or refuse it', {
          tag: TAG,
          answer: 'investigationItem',
          problems: {
            ...writing,
            404: GONE,
            409: STATE,
          },
        }),
        description: `By an auditor; never by whoever asked, even with both roles. ${WRITING}`,
        parameters: [ID],
        requestBody: jsonBody(investigationDecision),
      },
    },
    '/api/v1/investigations/{id}/end': {
      post: {
        ...describeOperation('endInvestigation', 'End it before its time', {
          tag: TAG,
          answer: 'investigationItem',
          problems: {
            ...writing,
            404: GONE,
            409: STATE,
          },
        }),
        description: `Its county sees everything from then on. ${WRITING}`,
        parameters: [ID],
        requestBody: jsonBody(investigationEnd),
      },
    },
  };
}
