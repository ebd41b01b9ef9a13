import { savedViewChange, savedViewItem, savedViewList, savedViewOrder } from '@lianfang/contract';
import { describeOperation, inPath, jsonBody, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link savedViewPaths} refers to. */
export const SAVED_VIEW_ANSWERS = { savedViewList, savedViewItem };

const TAG = 'settings';
const WRONG = 'The question is wrong; the detail says what to ask for.';
const GONE = 'There is no such saved view, or it is somebody else’s.';
const AWAY = 'Elasticsearch is away: nothing was done. Ask again in a few seconds.';
const WRITING =
  'A write needs the header `Origin` of this host (an address or `localhost`) or of one listed in LIANFANG_ORIGINS, and `content-type: application/json`.';
const ID = inPath('id', 'As the list gives it.');

/** The part of the API's description that is about saved views. */
export function savedViewPaths(): Paths {
  const writing = { 400: WRONG, 415: 'Not JSON.', 503: AWAY };
  return {
    '/api/v1/saved-views': {
      get: {
        ...describeOperation('savedViews', 'One’s own saved views, and those that one’s office shares', {
          tag: TAG,
          answer: 'savedViewList',
          problems: { 503: 'Elasticsearch is away: ask again in a few seconds.' },
        }),
        description:
          'By name. The office is the county of who asks, or the centre. A view stays with the office where it was made.',
      },
      post: {
        ...describeOperation('saveView', 'Save a view', {
          tag: TAG,
          answer: 'savedViewItem',
          problems: { ...writing, 409: 'A hundred are one’s own, or the office shares three hundred.' },
        }),
        description: `A name for the query of a screen’s address; no figures. ${WRITING}`,
        requestBody: jsonBody(savedViewOrder),
      },
    },
    '/api/v1/saved-views/{id}': {
      put: {
        ...describeOperation('changeSavedView', 'Change a view that one has saved', {
          tag: TAG,
          answer: 'savedViewItem',
          problems: { ...writing, 404: GONE, 409: 'It was changed since, or the office shares three hundred.' },
        }),
        description: `By who made it alone; \`revision\` is the one that was seen. ${WRITING}`,
        parameters: [ID],
        requestBody: jsonBody(savedViewChange),
      },
      delete: {
        ...describeOperation('deleteSavedView', 'Delete a view that one has saved', {
          tag: TAG,
          answer: 'savedViewItem',
          says: 'What was deleted.',
          problems: { ...writing, 404: GONE },
        }),
        description: `By who made it alone; the body is \`{}\`. ${WRITING}`,
        parameters: [ID],
      },
    },
  };
}
