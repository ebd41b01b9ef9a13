/** The rebuild can't be made as it was asked for. Nothing was changed; the message ends with what to do. */
export class RebuildRefusedError extends Error {
  override readonly name = 'RebuildRefusedError';

  constructor(
    readonly code: `LF-REBUILD-${string}`,
    reason: string,
  ) {
    super(reason);
  }
}
