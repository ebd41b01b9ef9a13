import {
  investigationDecision,
  investigationEnd,
  investigationItem,
  investigationOrder,
  investigationPage,
} from '@lianfang/contract';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** Schemas of answers that {@link investigationPaths} refers to. */
export const INVESTIGATION_ANSWERS = { investigationPage, investigationItem };
const ORDERS = { investigationOrder, investigationDecision, investigationEnd };

const WRONG = 'The question is wrong; the detail says what to ask for.';
const FULL = 'Two hundred are sealed, and no more can be.';
const GONE = 'There is no such investigation.';
const AWAY = 'The audit can’t be written, or Elasticsearch is away: nothing was done. Ask again in a few seconds.';
const WRITING =
  'A write needs the header `Origin` of this host (an address or `localhost`) or of one listed in LIANFANG_ORIGINS, and `content-type: application/json`.';
const STATE = 'It does not stand where this step begins; read it again.';
const ID: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'As lists give it.',
  schema: { type: 'string' },
};

/** The part of the API's description that is about sealed investigations. */
export function investigationPaths(): Paths {
  const writing = { 400: WRONG, 415: 'Not JSON.', 503: AWAY };
  return {
    '/api/v1/investigations': {
      get: {
        ...operation('investigations', 'Sealed investigations, newest first', 'investigationPage', {
          400: WRONG,
          503: 'Elasticsearch is away: ask again in a few seconds.',
        }),
        parameters: [
          query('county', { type: 'string', pattern: String.raw`^\d{5}$` }, 'About this county alone.'),
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
        ...operation('askInvestigation', 'Ask for a sealed investigation', 'investigationItem', {
          ...writing,
          409: FULL,
        }),
        description: `About one county. An auditor who is somebody else has 14 days to decide; it lasts 90 days at most, counted from now, and is never made longer. Until it ends its county sees how many entries of the audit are sealed, and then all of them. ${WRITING}`,
        requestBody: body('investigationOrder'),
      },
    },
    '/api/v1/investigations/{id}': {
      get: {
        ...operation('investigation', 'One sealed investigation', 'investigationItem', {
          404: GONE,
          503: 'Elasticsearch is away: ask again in a few seconds.',
        }),
        parameters: [ID],
      },
    },
    '/api/v1/investigations/{id}/decision': {
      post: {
        ...operation('decideInvestigation', 'Approve or refuse it', 'investigationItem', {
          ...writing,
          404: GONE,
          409: STATE,
        }),
        description: `By an auditor; never by whoever asked, even with both roles. ${WRITING}`,
        parameters: [ID],
        requestBody: body('investigationDecision'),
      },
    },
    '/api/v1/investigations/{id}/end': {
      post: {
        ...operation('endInvestigation', 'End it before its time', 'investigationItem', {
          ...writing,
          404: GONE,
          409: STATE,
        }),
        description: `Its county sees everything from then on. ${WRITING}`,
        parameters: [ID],
        requestBody: body('investigationEnd'),
      },
    },
  };
}

function operation(
  operationId: string,
  summary: string,
  answer: keyof typeof INVESTIGATION_ANSWERS,
  problems: Readonly<Record<number, string>>,
): Operation {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } };
  const failures = Object.entries(problems).map(([status, description]) => [status, { description, content: problem }]);
  const schema = { $ref: `#/components/schemas/${answer}` };
  return {
    operationId,
    summary,
    tags: ['audit'],
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...(Object.fromEntries(failures) as Operation['responses']),
    },
  };
}

function query(name: string, schema: SchemaObject, description: string): Parameter {
  return { name, in: 'query', required: false, description, schema };
}

function body(order: keyof typeof ORDERS) {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(ORDERS[order], { io: 'input' });
  return { required: true, content: { 'application/json': { schema: schema as SchemaObject } } };
}
