import { problems, type Operation } from '../api/describe-operation';

const TOO_MANY = 'Too many requests in a minute, or over the quota of the day; `Retry-After` says when to ask again.';
const HAS_IT =
  'The program has it: it sent the tag of this answer in `If-None-Match`. `Lianfang-As-Of` says how new it is.';
const STILL_DONE = 'The first request with this key is still being done.';
const OTHER_KEY = 'The key came with another request before.';
const KEY = {
  name: 'idempotency-key',
  in: 'header' as const,
  required: false,
  description:
    'Names this write: who sends it again gets the first answer, for 24 hours. Programs must send one, people may. Up to 200 characters that print, without blanks.',
  schema: { type: 'string' },
};

/** An operation as it is described, and where it is. */
export interface Described {
  readonly operation: Operation;
  readonly verb: string;
  readonly path: string;
  readonly isForPrograms: boolean;
}

/** What limits, tags and keys add to the description of an operation. */
export function withLimits({ operation, verb, path, isForPrograms }: Described): Operation {
  const isOurs = path.startsWith('/api/v1/');
  const isTagged = isOurs && verb === 'get' && isForPrograms;
  const isKeyed = isOurs && verb !== 'get';
  const { responses } = operation;
  return {
    ...operation,
    ...(isKeyed && { parameters: [...(operation.parameters ?? []), KEY] }),
    responses: {
      ...responses,
      ...(isTagged && { 304: { description: HAS_IT } }),
      ...(isKeyed && {
        ...problems({ 409: STILL_DONE, 422: OTHER_KEY }),
        ...(responses[409] && { 409: responses[409] }),
      }),
      ...(!path.startsWith('/health/') && problems({ 429: TOO_MANY })),
    },
  };
}
