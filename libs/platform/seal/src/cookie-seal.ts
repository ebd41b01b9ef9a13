import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { SealKey } from './seal-keys';

/** What a sealed text is for: one made for another purpose does not open. */
export type SealPurpose = 'session' | 'sign-in';

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' } as const;

/** Seals small objects so that a browser can carry them and neither read nor change them (JWE, RFC 7516). */
export class CookieSeal {
  private readonly keys: ReadonlyMap<string, Uint8Array>;

  constructor(private readonly ring: readonly SealKey[]) {
    this.keys = new Map(ring.map(({ id, bytes }) => [id, bytes]));
  }

  /** @param until when it stops opening; milliseconds since 1970 UTC */
  async seal(purpose: SealPurpose, content: object, until: number): Promise<string> {
    const [key] = this.ring;
    if (!key) throw new Error('There is no key to seal with.');
    return new EncryptJWT({ content })
      .setProtectedHeader({ ...ALGORITHM, kid: key.id })
      .setAudience(purpose)
      .setExpirationTime(Math.ceil(until / 1_000))
      .encrypt(key.bytes);
  }

  /** Undefined for whatever we did not seal for this purpose, and for what has run out. @param now milliseconds */
  async open(purpose: SealPurpose, sealed: string, now: number): Promise<unknown> {
    try {
      const { payload } = await jwtDecrypt(sealed, ({ kid }) => this.keyOf(kid), {
        audience: purpose,
        currentDate: new Date(now),
        keyManagementAlgorithms: [ALGORITHM.alg],
        contentEncryptionAlgorithms: [ALGORITHM.enc],
        requiredClaims: ['exp'],
      });
      return payload['content'];
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  private keyOf(kid: string | undefined): Uint8Array {
    const key = this.keys.get(kid ?? '');
    if (!key) throw new errors.JOSEError('sealed with a key that is not in the ring');
    return key;
  }
}
