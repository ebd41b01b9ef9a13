import {
  breakdownAnswer,
  countyView,
  directorySummary,
  problem,
  seriesAnswer,
  situationView,
  totalView,
} from '@lianfang/contract';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AUDIT_ANSWERS, auditPaths } from '../audit/audit-document';
import { COUNTY_SETTINGS_ANSWERS, countySettingsPaths } from '../county-settings/county-settings-document';
import { EVIDENCE_ANSWERS, evidencePaths } from '../evidence/evidence-document';
import { exportPaths } from '../exports/export-document';
import { INVESTIGATION_ANSWERS, investigationPaths } from '../investigations/investigation-document';
import {
  COUNTY_CODE,
  describeOperation,
  inPath,
  jsonSchema,
  query,
  type Operation,
  type Paths,
} from './describe-operation';
import { breakdownParameters, seriesParameters } from './figures-parameters';
import { NORMALS_ANSWERS, normalsPaths } from './normals-document';
import { OPERATIONS_ANSWERS, operationsPaths } from './operations-document';
import { TRANSMISSION_ANSWERS, transmissionPaths } from '../machine/transmission-document';
import { POSTURE_ANSWERS, posturePaths } from '../posture/posture-document';
import { SAVED_VIEW_ANSWERS, savedViewPaths } from '../saved-views/saved-view-document';
import { DIRECTORY_ANSWERS, directoryPaths, takeDirectory } from '../directory/directory-document';
import { SENSOR_ANSWERS, sensorPaths } from '../sensors/sensor-document';
import { SESSION_ANSWERS, sessionPaths } from '../session/session-document';
import { SHARED_ANSWERS, sharedPaths } from '../across-counties/shared-document';
import type { RouteNeeds } from './route-needs';
import { SECURITY_SCHEMES, securedPaths } from './secured-paths';
import { servicePaths } from './service-document';
import { SKETCH_ANSWERS, sketchPaths } from './sketch-document';

const ANSWERS = { totalView, situationView, countyView, seriesAnswer, breakdownAnswer, directorySummary, problem };
type AnswerName = keyof typeof ANSWERS;

const LIVE_NOTE = `Live figures: open a WebSocket at \`/live\` and send
\`{"type":"subscribe","view":"situation"}\` (views: \`situation\`, \`total\`, \`county:CODE\`). Each answer is one binary message:
raw deflate of JSON, first a snapshot, then once a second a delta whose \`patch\` is a JSON Merge Patch (RFC 7386).
Members that are null are left out there.`;

const ONE_KIND =
  'Filters take lists with a comma between the values. They and `by` must lie within one kind of rows, which `kind` names: else the detail says what to leave out. With filters, `overflow` is in no sum.';

/** The table's licence asks for a link wherever its answers are shown; the gateway does not know which table a collector has. */
const COUNTRY_NOTE =
  'Source countries, where the operator uses the table of DB-IP: [IP Geolocation by DB-IP](https://db-ip.com), CC BY 4.0.';

/**
 * The API as OpenAPI 3.1, made of the schemas that the answers are typed by.
 * @param needs what each route needs, as the routes themselves say; a route that is described must be there.
 */
export function apiDocument(version: string, needs: RouteNeeds): OpenAPIObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lianfang',
      version,
      description: `Attacks seen by a national backbone and its 22 counties, counted. Days and months are Asia/Taipei; instants are milliseconds since 1970 UTC, or ISO 8601 where a text is given.\n\n${LIVE_NOTE}\n\n${COUNTRY_NOTE}`,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'figures', description: 'Counted events' },
      { name: 'posture', description: 'How counties stand, and why' },
      { name: 'shared', description: 'What counties are told of each other' },
      { name: 'evidence', description: 'Events that were kept whole' },
      { name: 'audit', description: 'Who looked at whose data, and why' },
      { name: 'operations', description: 'The ledger, system alerts, rejected records and sensors' },
      { name: 'settings', description: 'Saved views, and what counties have set' },
      { name: 'programs', description: 'What programs were given' },
      { name: 'session', description: 'Signing in and out' },
      { name: 'service', description: 'What the gateway says of itself' },
    ],
    paths: securedPaths(pathsOfAll(), needs),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      schemas: Object.fromEntries(
        Object.entries({
          ...ANSWERS,
          ...NORMALS_ANSWERS,
          ...SKETCH_ANSWERS,
          ...POSTURE_ANSWERS,
          ...SHARED_ANSWERS,
          ...EVIDENCE_ANSWERS,
          ...AUDIT_ANSWERS,
          ...INVESTIGATION_ANSWERS,
          ...SAVED_VIEW_ANSWERS,
          ...COUNTY_SETTINGS_ANSWERS,
          ...DIRECTORY_ANSWERS,
          ...SENSOR_ANSWERS,
          ...OPERATIONS_ANSWERS,
          ...TRANSMISSION_ANSWERS,
          ...SESSION_ANSWERS,
        }).map(([name, schema]) => [name, jsonSchema(schema)]),
      ),
    },
  };
}

function pathsOfAll(): Paths {
  const unavailable = 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.';
  return {
    '/api/v1/total': get('total', 'All events ever counted', 'totalView', { 503: unavailable }),
    '/api/v1/overview': get('overview', 'The nation and every county now', 'situationView', { 503: unavailable }),
    '/api/v1/counties/{code}': {
      get: {
        ...get('county', 'One county now', 'countyView', { 404: 'There is no such county.', 503: unavailable }).get,
        parameters: [inPath('code', 'Five digits, as `/api/v1/directory` lists them.')],
      },
    },
    '/api/v1/series': {
      get: {
        ...get('series', 'A time range, of the nation or one county', 'seriesAnswer', {
          400: 'The question is wrong or its range too long; the detail says what to ask for.',
          404: 'There is no such county.',
          503: unavailable,
        }).get,
        description: `Whole intervals, from the one that holds \`from\` on, that begin before \`to\`. Minutes: 31 days at most; hours: one year; days: 20 years. \`auto\` takes the finest interval that is kept, has 1,500 points at most and is added up from 20,000 rows at most; days where none is. \`rows\` says how many rows of each tier were added up. ${ONE_KIND} \`by\` tells the events apart: \`split.keys\` and \`split.rest\` add up to \`points\`, interval by interval; then, and with filters beyond direction and disposition, \`auto\` takes 100,000 rows at most and 1,000,000 are the most that are added up. A range whose rows retention has dropped is refused, not answered with less.`,
        parameters: seriesParameters(),
      },
    },
    '/api/v1/breakdown': {
      get: {
        ...get('breakdown', 'What the events of a time range were', 'breakdownAnswer', {
          400: 'The question is wrong, its range too long, or its rows are no longer kept; the detail says what to ask for.',
          404: 'There is no such county.',
          503: unavailable,
        }).get,
        description: `Cut to the minute, one year at most. Whole Taipei days are read from day rows, other whole hours from hour rows, the rest from minute rows; what is still open from the tier below. The sums are the same however the range is cut. ${ONE_KIND}`,
        parameters: breakdownParameters(),
      },
    },
    '/api/v1/directory': {
      put: takeDirectory(),
      get: {
        ...get('directory', 'Counties, with their agencies and protected addresses', 'directorySummary', {
          400: 'The question is wrong; the detail says what to ask for.',
          404: 'There is no such county.',
        }).get,
        parameters: [
          query('county', COUNTY_CODE, 'This county alone, with its agencies by name; all counties without it.'),
          query(
            'agencies',
            { type: 'string', enum: ['named'] },
            'Agencies by name in the answer for all counties, too.',
          ),
        ],
      },
    },
    ...normalsPaths(),
    ...sketchPaths(),
    ...posturePaths(),
    ...sharedPaths(),
    ...evidencePaths(),
    ...auditPaths(),
    ...investigationPaths(),
    ...savedViewPaths(),
    ...countySettingsPaths(),
    ...directoryPaths(),
    ...sensorPaths(),
    ...exportPaths(),
    ...operationsPaths(),
    ...transmissionPaths(),
    ...sessionPaths(),
    ...servicePaths(),
  };
}

function get(
  operationId: string,
  summary: string,
  answer: AnswerName,
  problems: Readonly<Record<number, string>> = {},
): { get: Operation } {
  return { get: describeOperation(operationId, summary, { tag: 'figures', answer, problems }) };
}
