import { readFileSync } from 'node:fs';
import { ConfigError } from '@lianfang/platform/config';

/** The variables that a secret can come from, for messages: `KAFKA_PASSWORD` and `KAFKA_PASSWORD_FILE`. */
export interface SecretSource {
  readonly name: string;
  readonly value: string | undefined;
  /** Path of a file that holds the secret and nothing else; a line break at its end does not count. */
  readonly file: string | undefined;
}

/** A password or key. What it is never appears when it is printed, logged or made JSON of. */
export class Secret {
  #last: string;
  readonly #file: string | undefined;

  private constructor(value: string, file: string | undefined) {
    this.#last = value;
    this.#file = file;
  }

  /**
   * @returns undefined where neither variable is set.
   * @throws ConfigError when both are set, or the file can't be read or is empty.
   */
  static from({ name, value, file }: SecretSource): Secret | undefined {
    if (file === undefined) return value === undefined ? undefined : new Secret(value, undefined);
    if (value !== undefined) throw new ConfigError([`${name}: must not be set beside ${name}_FILE; choose one`]);
    const text = readSecret(file);
    if (text) return new Secret(text, file);
    throw new ConfigError([
      `${name}_FILE: ${text === undefined ? 'must be the path of a file that this user may read' : 'its file is empty'}`,
    ]);
  }

  /** The secret as its file says now, so that a new one needs no restart; while that can't be read, the last one. */
  current(): string {
    if (this.#file !== undefined) this.#last = readSecret(this.#file) || this.#last;
    return this.#last;
  }
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
