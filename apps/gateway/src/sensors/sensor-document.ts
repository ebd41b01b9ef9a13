import { SENSOR_STATES, sensorPage } from '@lianfang/contract';
import { COUNTY_CODE, jsonAnswer, problems, query, ref, type Paths } from '../api/describe-operation';

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
          query('county', COUNTY_CODE, 'Sensors of one county alone.'),
          query('state', { type: 'string', enum: [...SENSOR_STATES] }, 'Sensors in one state alone.'),
          query('size', { type: 'integer', minimum: 1, maximum: 500, default: 100 }, 'Sensors of one page.'),
          query('cursor', { type: 'string' }, 'Of the page before.'),
        ],
        responses: {
          200: jsonAnswer(
            'Worst state first (in the order of the parameter `state`), then by id. A sensor whose state changes between two pages can be missed or come twice.',
            ref('sensorPage'),
          ),
          ...problems(PROBLEMS),
        },
      },
    },
  };
}
