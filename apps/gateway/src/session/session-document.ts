import { sessionAnswer } from '@lianfang/contract';
import {
  jsonAnswer,
  problems,
  query,
  ref,
  type Operation,
  type Paths,
  type SchemaObject,
} from '../api/describe-operation';

/** Schemas of answers that {@link sessionPaths} refers to. */
export const SESSION_ANSWERS = { sessionAnswer };

const TAGS = ['session'];
const text: SchemaObject = { type: 'string' };
const UNKNOWN = 'Whether sessions still hold is not known now, or the provider is away: ask again in a moment.';

/** The part of the API's description that is about signing in and out. */
export function sessionPaths(): Paths {
  return {
    '/auth/sign-in': {
      get: {
        ...way('signIn', 'Sends the browser to the identity provider'),
        parameters: [
          query('return', text, 'A path of ours to come back to.'),
          query('strong', { type: 'string', enum: ['true'] }, 'Ask for a stronger sign-in.'),
        ],
      },
    },
    '/auth/callback': {
      get: {
        ...way('signInCallback', 'Where the provider sends the browser back to'),
        description: 'OpenID Connect, authorization code with PKCE. Takes what the provider adds to the address.',
      },
    },
    '/auth/session': {
      get: {
        operationId: 'session',
        summary: 'Who one is signed in as',
        tags: TAGS,
        responses: {
          200: jsonAnswer('By cookie.', ref('sessionAnswer')),
          ...problems({ 503: UNKNOWN }),
        },
      },
    },
    '/auth/sign-out': {
      post: {
        operationId: 'signOut',
        summary: 'Ends the session, on every gateway',
        tags: TAGS,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', additionalProperties: false } } },
        },
        responses: {
          200: jsonAnswer('Where the browser goes on to sign out at the provider; null where it has no such page.', {
            type: 'object',
            properties: { next: { type: ['string', 'null'] } },
            required: ['next'],
          }),
          ...problems({ 400: 'The body is not `{}`.', 415: 'Not JSON.', 503: UNKNOWN }),
        },
      },
    },
    '/auth/backchannel-logout': {
      post: {
        operationId: 'backchannelLogout',
        summary: 'The provider ends sessions (OpenID Connect Back-Channel Logout 1.0)',
        tags: TAGS,
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { logout_token: text }, required: ['logout_token'] },
            },
          },
        },
        responses: { 200: { description: 'Ended.' }, ...problems({ 400: 'The token is not taken.', 503: UNKNOWN }) },
      },
    },
  };
}

/** A step of a browser on its way. */
function way(operationId: string, summary: string): Operation {
  const headers = { location: { schema: text } };
  const responses = {
    303: { description: 'On to another page.', headers },
    ...problems({ 400: 'A part of the question is wrong or unknown.' }),
  };
  return { operationId, summary, tags: TAGS, responses };
}
