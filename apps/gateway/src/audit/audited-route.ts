import { SetMetadata } from '@nestjs/common';
import { CENTRE_ONLY, EVERY_COUNTY, type AuditEntry } from '@lianfang/contract';
import type { FastifyRequest } from 'fastify';

export const COUNTIES_SHOWN = 'lianfang:counties-shown';

/** Whose data an answer turned out to show, where the question did not say: five digits each. */
export type CountiesShown = (answer: never) => readonly string[];

/** Says of a route whose data its answer shows; without it, that of the county that was asked for, or of every one. */
export const ShowsCountiesOf = <T>(counties: (answer: T) => readonly string[]): MethodDecorator =>
  SetMetadata(COUNTIES_SHOWN, counties);

/** `GET /api/v1/evidence/{id}`: the route that a request took, as the API's description writes it. */
export function routeOf({ method, routeOptions }: Pick<FastifyRequest, 'method' | 'routeOptions'>): string {
  const path = (routeOptions.url ?? '').replaceAll(/:(\w+)/g, '{$1}');
  return `${method === 'HEAD' ? 'GET' : method} ${path}`;
}

/** The county that a question names; undefined where it names none. */
export function countyAsked({ params, query }: Pick<FastifyRequest, 'params' | 'query'>): string | undefined {
  const named = textOf(params, 'code') ?? textOf(query, 'county');
  return named !== undefined && /^\d{5}$/.test(named) ? named : undefined;
}

/** Whose data a question of the centre is about. */
export function countyMeant(request: Pick<FastifyRequest, 'params' | 'query'>): AuditEntry['county'] {
  const asked = countyAsked(request);
  if (asked !== undefined) return asked;
  return textOf(request.query, 'county') === 'unlocated' ? CENTRE_ONLY : EVERY_COUNTY;
}

/** The one thing that was asked for. */
export function thingAsked({ params }: Pick<FastifyRequest, 'params'>): string | undefined {
  return textOf(params, 'id');
}

function textOf(from: unknown, name: string): string | undefined {
  const value = typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
