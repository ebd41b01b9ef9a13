/** A question that can't be answered as it was asked. The detail is for people and ends with what to do. */
export class ProblemError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 415 | 422 | 429 | 503,
    readonly title: string,
    detail: string,
    /** Said beside it: `retry-after`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
  }
}

/** A part of the question is wrong. */
export function badQuestion(detail: string): ProblemError {
  return new ProblemError(400, 'The question is wrong', detail);
}

/** What was asked for does not exist. */
export function notFound(detail: string): ProblemError {
  return new ProblemError(404, 'Not found', detail);
}

/** Too much is being asked at once. */
export function tooMuch(detail: string): ProblemError {
  return new ProblemError(503, 'Too much at once', detail);
}

/** It was done before, or can't be done to this thing as it is. */
export function conflict(detail: string): ProblemError {
  return new ProblemError(409, 'Conflict', detail);
}
