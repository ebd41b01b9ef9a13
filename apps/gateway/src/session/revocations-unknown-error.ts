/** Which sessions were ended is not known yet: until then nobody can be told from somebody who was signed out. */
export class RevocationsUnknownError extends Error {
  readonly code = 'LF-REVOCATIONS-UNKNOWN';

  constructor() {
    super('Which sessions were ended is not known yet. Try again in a moment; if it stays so, look at Kafka.');
    this.name = 'RevocationsUnknownError';
  }
}
