import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../api/problem-error';
import { LISTED_ORIGINS } from './operations-tokens';
import { refusalOf } from './write-rule';

/** Lets through only what may change something; see {@link refusalOf}. */
@Injectable()
export class WritesGuard implements CanActivate {
  constructor(@Inject(LISTED_ORIGINS) private readonly origins: readonly string[]) {}

  canActivate(context: ExecutionContext): boolean {
    const refusal = refusalOf(context.switchToHttp().getRequest<FastifyRequest>().headers, this.origins);
    if (refusal === undefined) return true;
    throw refusal === 'origin'
      ? new ProblemError(
          403,
          'Not from one of our pages',
          'Writes need the header Origin of this host or of a listed one. Use the page, or set LIANFANG_ORIGINS.',
        )
      : new ProblemError(415, 'Not JSON', 'Send the body as application/json.');
  }
}
