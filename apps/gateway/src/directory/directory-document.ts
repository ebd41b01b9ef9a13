import {
  directoryCheck,
  directoryCheckOrder,
  directoryOrder,
  directoryText,
  directoryVersion,
  directoryVersions,
} from '@lianfang/contract';
import { describeOperation, jsonBody, query, type Operation, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link directoryPaths} refers to. */
export const DIRECTORY_ANSWERS = { directoryCheck, directoryText, directoryVersion, directoryVersions };

const TAG = 'operations';
const WRONG = 'The question is wrong; the detail says what to ask for.';
const AWAY = 'Elasticsearch is away, or the audit can’t be written: ask again in a few seconds.';
const TOO_LONG = 'Longer than 4 MiB.';
const WRITING =
  'A write needs the header `Origin` of this host (an address or `localhost`) or of one listed in LIANFANG_ORIGINS, and `content-type: application/json`.';

/** Taking one: it stands at the address where the directory is read. */
export function takeDirectory(): Operation {
  return {
    ...describeOperation('takeDirectory', 'Take a directory: it is in force from now on', {
      tag: TAG,
      answer: 'directoryVersion',
      problems: {
        400: 'The directory is bad, or sensors do not fit it; the detail names the lines.',
        409: 'Another one is in force than the one it was compared with.',
        413: TOO_LONG,
        415: 'Not JSON.',
        503: AWAY,
      },
    }),
    description: `Gateways, alerting and collectors use it within 10 seconds; what is counted stays as it was, new chunks are counted by the new one. ${WRITING}`,
    requestBody: jsonBody(directoryOrder),
  };
}

/** The part of the API's description that is about directories that are uploaded. */
export function directoryPaths(): Paths {
  return {
    '/api/v1/directory/check': {
      post: {
        ...describeOperation('checkDirectory', 'Is this a directory, and what would it change?', {
          tag: TAG,
          answer: 'directoryCheck',
          problems: { 400: WRONG, 413: TOO_LONG, 415: 'Not JSON.', 503: AWAY },
        }),
        description: `Nothing is changed. ${WRITING}`,
        requestBody: jsonBody(directoryCheckOrder),
      },
    },
    '/api/v1/directory/versions': {
      get: describeOperation('directoryVersions', 'Which directory is in force, and which were before', {
        tag: TAG,
        answer: 'directoryVersions',
        problems: { 503: AWAY },
      }),
    },
    '/api/v1/directory/text': {
      get: {
        ...describeOperation('directoryText', 'The text of a directory, to be edited', {
          tag: TAG,
          answer: 'directoryText',
          problems: { 400: WRONG, 404: 'There is no such revision.', 503: AWAY },
        }),
        parameters: [query('revision', { type: 'integer', minimum: 0 }, 'Without it, the one in force.')],
      },
    },
  };
}
