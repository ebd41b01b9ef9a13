import type { Role } from './role';

/** Somebody who signed in, or a program with a token, as the provider's claims say. */
export interface Principal {
  readonly kind: 'person' | 'machine';
  /** The provider's name for them; never shown to others. */
  readonly subject: string;
  /** Shown to people. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Five digits; undefined for the centre. */
  readonly county: string | undefined;
  /** Of an agency reporter. */
  readonly agency: string | undefined;
  /** How strongly they signed in: the provider's `acr`. */
  readonly assurance: string | undefined;
}
