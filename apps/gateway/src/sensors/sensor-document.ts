import { SENSOR_STATES, sensorPage } from '@lianfang/contract';
import type { OpenAPIObject } from '@nestjs/swagger';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** Schemas of answers that {@link sensorPaths} refers to. */
export const SENSOR_ANSWERS = { sensorPage };

const PROBLEMS = {
  400: 'The question is wrong; the detail says what to ask for.',
  404: 'There is no such county.',
  503: 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.',
};

/** The part of the API's description that is about sensors. */
export function sensorPaths(): Paths {
  return {
    '/api/v1/sensors': {
      get: {
        operationId: 'sensors',
        summary: 'Sensors and their last sign of life',
        description:
          'Every record is a sign of life, whatever became of it. A registered sensor is `late` when its last one is older than its expected heartbeat, and `silent` after three times that, as of `asOf`: what the log held by then is known. `faulty`: it writes, and for longer than its expected heartbeat everything was rejected. `unregistered` ones write and are not in the registry; beyond the first 500 of a partition in ten minutes they are one item without an id, and what is said of one is of the last ten minutes in which it wrote. An id is what the sensor wrote: escape it for where you show it.',
        tags: ['operations'],
        parameters: [
          query('county', { type: 'string', pattern: String.raw`^\d{5}$` }, 'Sensors of one county alone.'),
          query('state', { type: 'string', enum: [...SENSOR_STATES] }, 'Sensors in one state alone.'),
          query('size', { type: 'integer', minimum: 1, maximum: 500, default: 100 }, 'Sensors of one page.'),
          query('cursor', { type: 'string' }, 'Of the page before.'),
        ],
        responses: {
          200: { description: 'By id.', content: { 'application/json': { schema: ref('sensorPage') } } },
          ...problems(),
        },
      },
    },
  };
}

function problems(): Operation['responses'] {
  const content = { 'application/problem+json': { schema: ref('problem') } };
  const entries = Object.entries(PROBLEMS).map(([status, description]) => [status, { description, content }]);
  return Object.fromEntries(entries) as Operation['responses'];
}

function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function query(name: string, schema: SchemaObject, description: string) {
  return { name, in: 'query' as const, description, required: false, schema };
}
