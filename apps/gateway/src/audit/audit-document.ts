import {
  AUDIT_ACTIONS,
  auditChainAnswer,
  auditPage,
  INVESTIGATION_HEADER,
  LONGEST_PURPOSE,
  PURPOSE_HEADER,
} from '@lianfang/contract';
import { describeOperation, INSTANT, query, type Parameter, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link auditPaths} refers to. */
export const AUDIT_ANSWERS = { auditPage, auditChainAnswer };

const UNAVAILABLE = 'Elasticsearch is away: ask again in a few seconds.';

/** The part of the API's description that is about who looked. */
export function auditPaths(): Paths {
  return {
    '/api/v1/audit': {
      get: {
        ...describeOperation('audit', 'Who looked, newest first', {
          tag: 'audit',
          answer: 'auditPage',
          problems: {
            400: 'The question is wrong; the detail says what to ask for.',
            404: 'There is no such county.',
            503: UNAVAILABLE,
          },
        }),
        description:
          'A county gets what was about it or about every county, and its own people’s sign-ins, refusals and changes; auditors get all. Reads of the same person, view, county and purpose within 15 minutes are one entry; single events, exports and changes are one each. An entry is there within 60 s. What a sealed investigation hides is counted in `sealed` and shown when its seal ends.',
        parameters: [
          query('county', { type: 'string', pattern: String.raw`^(\d{5}|every|centre)$` }, 'Whose data.'),
          query(
            'about',
            { type: 'string', enum: ['own', 'all'], default: 'all' },
            '`own`: what was about one county alone.',
          ),
          query('action', { type: 'string', enum: [...AUDIT_ACTIONS] }, 'What was done.'),
          query('from', INSTANT, 'ISO 8601 with zone; included.'),
          query('to', INSTANT, 'ISO 8601 with zone; not included.'),
          query('size', { type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Entries of one page.'),
          query('cursor', { type: 'string' }, 'Of the page before.'),
        ],
      },
    },
    '/api/v1/audit/chain': {
      get: {
        ...describeOperation('auditChain', 'Whether the audit is whole', {
          tag: 'audit',
          answer: 'auditChainAnswer',
          problems: {
            400: 'The question is wrong; the detail says what to ask for.',
          },
        }),
        description:
          'Every entry holds the hash of the one before. `head` is the hash of the last entry, published once an hour where the chain is not: keep it, and a chain that was cut or written again no longer has it.',
      },
    },
  };
}

/** What goes with every question that the audit tells of. */
export const WHY_PARAMETERS: readonly Parameter[] = [
  {
    name: PURPOSE_HEADER,
    in: 'header',
    required: false,
    description: `Why, percent-encoded UTF-8, ${LONGEST_PURPOSE} characters at most. docs/roles.md says who must say so.`,
    schema: { type: 'string' },
  },
  {
    name: INVESTIGATION_HEADER,
    in: 'header',
    required: false,
    description: 'Id of the approved investigation under whose seal one looks; the question names its county.',
    schema: { type: 'string' },
  },
];
