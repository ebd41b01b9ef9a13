import type { Operation, Paths } from './describe-operation';

const TAGS = ['service'];
const report = { 'application/json': { schema: { type: 'object' as const } } };

/** The part of the API's description that is about the service itself. */
export function servicePaths(): Paths {
  return {
    '/health/live': { get: health('live', 'The process answers', {}) },
    '/health/ready': {
      get: health('ready', 'It can do its work', {
        503: { description: 'It can’t; which part. The log says why.', content: report },
      }),
    },
    '/metrics': {
      get: {
        operationId: 'metrics',
        summary: 'Figures about the gateway, for Prometheus',
        description: 'They count what all counties have, so they are not for everybody.',
        tags: TAGS,
        responses: { 200: { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } } },
      },
    },
  };
}

function health(operationId: string, summary: string, more: Operation['responses']): Operation {
  return { operationId, summary, tags: TAGS, responses: { 200: { description: summary, content: report }, ...more } };
}
