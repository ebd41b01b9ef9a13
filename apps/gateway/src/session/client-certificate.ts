import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

const told = new WeakMap<TLSSocket, string>();

/**
 * The certificate by which whoever is at the other end of a connection proved who they are in TLS: its SHA-256 as tokens name
 * it (`x5t#S256`, RFC 8705). Only what this end of the connection has checked itself counts, never what a proxy says in a
 * header. @returns undefined without TLS, without a certificate, and for one that our authority did not sign
 */
export function clientCertificateOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const before = told.get(socket);
  if (before !== undefined) return before;
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return undefined;
  const hash = createHash('sha256').update(certificate.raw).digest('base64url');
  // It does not change while the connection lasts: nobody may negotiate it anew.
  told.set(socket, hash);
  return hash;
}
