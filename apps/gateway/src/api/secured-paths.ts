import { ruleOf } from '@lianfang/access';
import { NOBODY_IN_PARTICULAR } from '@lianfang/platform/service';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SESSION_COOKIE } from '../session/session-cookies';
import type { Need } from '../session/needs';
import { WHY_PARAMETERS } from '../audit/audit-document';
import { withLimits } from '../machine/limits-document';
import { problems, type Operation, type Paths } from './describe-operation';
import type { RouteNeeds } from './route-needs';

type SecuritySchemes = NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>;

const VERBS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** How somebody says who they are. */
export const SECURITY_SCHEMES: SecuritySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'The session of a person who signed in at `/auth/sign-in`.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a program (RFC 9068), from the identity provider by client credentials.',
  },
};

const NOT_SIGNED_IN = 'Nobody is signed in, or the session or the token no longer holds.';
const NOT_FOR_ROLE = 'None of your roles may do this, or it needs a stronger sign-in; the title says which.';
const WRONG_WHY = 'The header that says why can not be read.';
const AWAY = 'The audit, and without it this question, can not be answered now: ask again in a few seconds.';
const NOT_WRITING = `${NOT_FOR_ROLE} Or the write does not come from one of our pages.`;

/**
 * Says of each operation which capability it needs (`x-lianfang-capability`, as the route itself has it), how one shows who
 * one is, and what is answered to whoever may not.
 * @throws Error where an operation is described that no controller has.
 */
export function securedPaths(paths: Paths, needs: RouteNeeds): Paths {
  const secured = Object.entries(paths).map(([path, item]) => {
    const operations = VERBS.flatMap((verb) => {
      const operation = item[verb];
      if (operation === undefined) return [];
      const need = needs.get(`${verb.toUpperCase()} ${path}`);
      if (need === undefined) throw new Error(`${verb.toUpperCase()} ${path} is described, and no controller has it.`);
      const isForPrograms = need !== NOBODY_IN_PARTICULAR && ruleOf(need).roles['machine-client'] !== undefined;
      const known = securedOperation(operation, need, verb);
      return [[verb, withLimits({ operation: known, verb, path, isForPrograms })] as const];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }] as const;
  });
  return Object.fromEntries(secured);
}

function securedOperation(operation: Operation, need: Need, verb: (typeof VERBS)[number]): Operation {
  const said = { ...operation, 'x-lianfang-capability': need };
  if (need === NOBODY_IN_PARTICULAR) return { ...said, security: [] };
  const isForPrograms = ruleOf(need).roles['machine-client'] !== undefined;
  const audited = ruleOf(need).audits !== undefined;
  return {
    ...said,
    ...(audited && { parameters: [...(operation.parameters ?? []), ...WHY_PARAMETERS] }),
    security: [{ session: [] }, ...(isForPrograms ? [{ token: [] }] : [])],
    responses: {
      ...(audited && problems({ 400: WRONG_WHY, 503: AWAY })),
      ...operation.responses,
      ...problems({ 401: NOT_SIGNED_IN, 403: verb === 'get' ? NOT_FOR_ROLE : NOT_WRITING }),
    },
  };
}
