import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ProblemError } from './problem-error';

/** Comes when whoever asks goes away before they are answered, so that nobody reads on for them. */
export const AskerGone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  return goneSignal(context.switchToHttp().getResponse<FastifyReply>().raw);
});

/** A response, as far as it says that it ends. */
export interface EndingResponse {
  readonly closed: boolean;
  readonly writableFinished: boolean;
  once(event: 'close', listener: () => void): unknown;
}

/** The signal of one response: it closes without having been written. Whoever waited in line may be gone already. */
export function goneSignal(response: EndingResponse): AbortSignal {
  const gone = new AbortController();
  const look = (): void => {
    if (!response.writableFinished) gone.abort(askerGone());
  };
  if (response.closed) look();
  else response.once('close', look);
  return gone.signal;
}

function askerGone(): ProblemError {
  return new ProblemError(503, 'Not answered', 'Whoever asked went away before the answer. Ask again.');
}
