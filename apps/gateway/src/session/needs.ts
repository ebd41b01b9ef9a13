import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Capability } from '@lianfang/access';
import type { Scope } from '@lianfang/contract';
import { NEEDED, type NOBODY_IN_PARTICULAR } from '@lianfang/platform/service';
import type { FastifyRequest } from 'fastify';
import type { Visit } from './session-desk';

export type Need = Capability | typeof NOBODY_IN_PARTICULAR;

/** Says what a route or all routes of a controller need. A route that says nothing answers nobody. */
export const Needs = (need: Need): ClassDecorator & MethodDecorator => SetMetadata(NEEDED, need);

/** What the guard found out, kept with the request. */
export interface Admitted {
  readonly visit: Visit | undefined;
  readonly scope: Scope;
}

const admitted = new WeakMap<FastifyRequest, Admitted>();

/** Called by the guard only. */
export function admit(request: FastifyRequest, found: Admitted): void {
  admitted.set(request, found);
}

/** Undefined for a request that the guard let pass without asking who it is. */
export function admittedBefore(request: FastifyRequest): Admitted | undefined {
  return admitted.get(request);
}

function admittedOf(context: ExecutionContext): Admitted {
  const found = admittedBefore(context.switchToHttp().getRequest<FastifyRequest>());
  if (!found) throw new Error('A route without what it needs was reached.');
  return found;
}

/** How far whoever asks may see: the only place that a route takes a scope from. */
export const WithinScope = createParamDecorator(
  (_: unknown, context: ExecutionContext): Scope => admittedOf(context).scope,
);

/** Who asks. */
export const Visitor = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const { visit } = admittedOf(context);
  if (!visit) throw new Error('A route for nobody in particular asked who it is.');
  return visit;
});
