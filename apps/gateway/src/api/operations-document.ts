import {
  REJECTION_CODES,
  alertPage,
  bulkResendAnswer,
  bulkResendOrder,
  ledgerAnswer,
  rejectedPage,
  rejectedRecord,
  resendOrder,
  resent,
} from '@lianfang/contract';
import { describeOperation, inPath, jsonBody, problems, query, type Operation, type Paths } from './describe-operation';

/** Schemas of answers that {@link operationsPaths} refers to. */
export const OPERATIONS_ANSWERS = { ledgerAnswer, alertPage, rejectedPage, rejectedRecord, resent, bulkResendAnswer };

const TAG = 'operations';
const UNAVAILABLE = 'Nothing was checked yet, or Kafka or Elasticsearch is away: ask again in a few seconds.';
const WRITING =
  'A write with a session needs the header `Origin` of this host (an address or `localhost`) or of one listed in LIANFANG_ORIGINS, and `content-type: application/json`.';
const INERT =
  'Texts of rejected records are hostile: what does not print is written as `⟦U+202E⟧`; escape the rest for where you show it.';

/** The part of the API's description that is about the ledger, system alerts and rejected records. */
export function operationsPaths(): Paths {
  return {
    '/api/v1/ledger': {
      get: {
        ...describeOperation('ledger', 'What became of every record of the log', {
          tag: TAG,
          answer: 'ledgerAnswer',
          problems: { 503: UNAVAILABLE },
        }),
        description:
          'The last comparison of the stored ledger rows (`accounted`) with the broker’s offsets (`processedOffsets`), and of the minute rows with the ledger, over all partitions and of each.',
      },
    },
    '/api/v1/alerts': {
      get: {
        ...describeOperation('alerts', 'System alerts, newest first', {
          tag: TAG,
          answer: 'alertPage',
          problems: { 400: WRONG, 503: UNAVAILABLE },
        }),
        parameters: [
          query('state', { type: 'string', enum: ['open', 'closed', 'all'], default: 'all' }),
          query('size', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
          query('cursor', { type: 'string' }),
        ],
      },
    },
    '/api/v1/rejected': { get: listRejected() },
    '/api/v1/rejected/resend': {
      post: {
        ...describeOperation('resendAll', 'Send all that a filter finds again', {
          tag: TAG,
          answer: 'bulkResendAnswer',
          problems: WRITE_PROBLEMS,
        }),
        description: `The newest letters that fit, oldest first, each that was never sent again. ${WRITING}`,
        requestBody: jsonBody(bulkResendOrder),
      },
    },
    '/api/v1/rejected/{id}': {
      get: {
        ...describeOperation('rejectedRecord', 'One rejected record', {
          tag: TAG,
          answer: 'rejectedRecord',
          problems: { 404: GONE, 503: UNAVAILABLE },
        }),
        description: INERT,
        parameters: [ID],
      },
    },
    '/api/v1/rejected/{id}/value': {
      get: {
        operationId: 'rejectedValue',
        summary: 'The whole value of a rejected record, as it came',
        tags: [TAG],
        parameters: [ID],
        responses: {
          200: { description: 'An attachment.', content: { 'application/octet-stream': {} } },
          ...problems({ 404: GONE }),
        },
      },
    },
    '/api/v1/rejected/{id}/resend': {
      post: {
        ...describeOperation('resend', 'Send a rejected record again, as it came', {
          tag: TAG,
          answer: 'resent',
          problems: {
            ...WRITE_PROBLEMS,
            404: GONE,
            409: 'It was sent before, or was not kept whole; the detail says which.',
          },
        }),
        description: `Appended to the topic that it came from with acks=all, and the header \`resent-from\` naming where it was rejected. ${WRITING}`,
        parameters: [ID],
        requestBody: jsonBody(resendOrder),
      },
    },
  };
}

const WRONG = 'The question is wrong; the detail says what to ask for.';
const GONE = 'There is no such rejected record, or retention has taken it.';
const WRITE_PROBLEMS = { 400: WRONG, 403: 'Not from one of our pages.', 415: 'Not JSON.', 503: UNAVAILABLE };
const ID = inPath('id', 'As lists give it.');

function listRejected(): Operation {
  return {
    ...describeOperation('rejected', 'Rejected records, newest first', {
      tag: TAG,
      answer: 'rejectedPage',
      problems: { 400: WRONG, 503: UNAVAILABLE },
    }),
    description: `Read from the dead-letter topics, so far as their retention goes. Repeats of one letter are dropped within an answer; a reader of several pages drops what it has by \`place\`. ${INERT}`,
    parameters: [
      query('code', { type: 'string', enum: [...REJECTION_CODES] }),
      query('topic', { type: 'string' }),
      query('partition', { type: 'integer', minimum: 0 }),
      query('size', { type: 'integer', minimum: 1, maximum: 100, default: 25 }),
      query('cursor', { type: 'string' }),
    ],
  };
}
