/** Stable codes of what can be wrong with this machine. */
export type LocalErrorCode =
  | 'LF-LOCAL-BUILD-FAILED'
  | 'LF-LOCAL-CHILD-DIED'
  | 'LF-LOCAL-DISK-FULL'
  | 'LF-LOCAL-FOLDER-IN-USE'
  | 'LF-LOCAL-JARS-FAILED'
  | 'LF-LOCAL-JDK-MISSING'
  | 'LF-LOCAL-MAVEN-MISSING'
  | 'LF-LOCAL-OWN-SERVERS-INCOMPLETE'
  | 'LF-LOCAL-PORT-BUSY'
  | 'LF-LOCAL-STOPPED'
  | 'LF-LOCAL-TIMEOUT'
  | 'LF-LOCAL-TOPICS';

/** A broken environment. The message ends with what to do. */
export class LocalError extends Error {
  public readonly code: LocalErrorCode;

  public constructor(code: LocalErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LocalError';
    this.code = code;
  }
}
