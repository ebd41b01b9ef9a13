import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { badQuestion } from './problem-error';

/**
 * Refuses a query where a route of the API reads none. Whoever writes `?county=` there means something by it and would
 * not get it; and nothing that a route does not read may say what is written down about the question.
 */
@Injectable()
export class UnaskedQueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const { url, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = url.startsWith('/api/v1/') ? Object.keys(query as object) : [];
    if (names.length > 0 && !readsQuery(context))
      throw badQuestion(`This address takes no query; leave out ${names.map((name) => `\`${name}\``).join(', ')}.`);
    return next.handle();
  }
}

/** Whether a handler has a parameter with `@Query`. */
function readsQuery(context: ExecutionContext): boolean {
  const read = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as
    object | undefined;
  return Object.keys(read ?? {}).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
