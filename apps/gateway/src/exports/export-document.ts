import { exportOrder } from '@lianfang/contract';
import { jsonBody, problems, type Paths } from '../api/describe-operation';

/** The part of the API's description that is about saving figures as a file. */
export function exportPaths(): Paths {
  return {
    '/api/v1/exports': {
      post: {
        operationId: 'noteExport',
        summary: 'Say that figures are about to be saved as a file',
        tags: ['figures'],
        description:
          'Answered once the audit has it; the page makes the file of what it shows. People of a county can name their own only, and mean it without naming any. A write with a session needs the header `Origin` of this host, and `content-type: application/json`.',
        requestBody: jsonBody(exportOrder),
        responses: {
          204: { description: 'The audit has it.' },
          ...problems({
            400: 'The order is wrong; the detail says how.',
            403: 'Not from one of our pages, or under an investigation.',
            404: 'There is no such county.',
            415: 'Not JSON.',
            503: 'The audit can’t be written: nothing may be saved. Try again in a moment.',
          }),
        },
      },
    },
  };
}
