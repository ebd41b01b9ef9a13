import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { SealKey } from './seal-keys';

const PURPOSE = 'lianfang-names-1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * Seals names so that they say nothing of what they name, and the same name always looks the same to the same reader: it
 * can stand in a link. The initialisation vector is made of the name itself (as in RFC 5297), so that it is new for each
 * new name. What was sealed for one reader does not open for another.
 */
export class NameSeal {
  private readonly ring: readonly { readonly mac: Buffer; readonly cipher: Buffer }[];

  /** @param keys the first seals, all of them open; what is used is derived from them */
  constructor(keys: readonly SealKey[]) {
    this.ring = keys.map(({ bytes }) => {
      const both = Buffer.from(hkdfSync('sha256', bytes, '', PURPOSE, 2 * KEY_BYTES));
      return { mac: both.subarray(0, KEY_BYTES), cipher: both.subarray(KEY_BYTES) };
    });
  }

  /** @returns letters, digits, `-` and `_` */
  seal(name: string, reader: string): string {
    const [key] = this.ring;
    if (!key) throw new Error('There is no key to seal with.');
    const iv = createHmac('sha256', key.mac).update(`${reader}\0${name}`).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv(CIPHER, key.cipher, iv).setAAD(Buffer.from(reader));
    const sealed = Buffer.concat([cipher.update(name, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** Undefined for whatever we did not seal for this reader. */
  open(sealed: string, reader: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== sealed) return undefined;
    for (const { cipher } of this.ring) {
      try {
        const opening = createDecipheriv(CIPHER, cipher, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(reader))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return opening.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + opening.final('utf8');
      } catch {
        // Sealed with another key of the ring, or not by us.
      }
    }
    return undefined;
  }
}
