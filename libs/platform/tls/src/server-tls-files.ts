import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server as SecureServer, ServerOptions } from 'node:https';
import { TlsFiles } from './tls-files';

/** Paths of PEM files of a server, and the beginning of their variables' names: `LIANFANG_TLS` for `LIANFANG_TLS_CA_FILE`. */
export interface ServerTlsPaths {
  readonly prefix: string;
  readonly cert: string;
  readonly key: string;
  /** Authorities that sign clients' certificates; undefined: nobody is asked for one. */
  readonly ca: string | undefined;
}

const LOOK_EVERY_MS = 30_000;

/**
 * The files by which a server speaks TLS, read again while it runs, so that a renewed certificate needs no restart. With an
 * authority, clients are asked for a certificate and may come without one: browsers have none. Whether theirs is good is
 * told by `TLSSocket.authorized`.
 */
export class ServerTlsFiles {
  private read: string;

  /** @throws ConfigError naming each file that can't be used. */
  constructor(private readonly paths: ServerTlsPaths) {
    new TlsFiles(paths);
    this.read = JSON.stringify(this.contents());
  }

  options(): ServerOptions {
    return {
      ...this.contents(),
      minVersion: 'TLSv1.2',
      // Who is at the other end of a connection stays the same while it lasts.
      secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
      requestCert: this.paths.ca !== undefined,
      rejectUnauthorized: false,
    };
  }

  /** New connections get what the files say then; while they can't be used, what they said before. @returns how to end it */
  follow(server: Pick<SecureServer, 'setSecureContext'>, everyMs = LOOK_EVERY_MS): () => void {
    const timer = setInterval(() => this.renew(server), everyMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  private renew(server: Pick<SecureServer, 'setSecureContext'>): void {
    try {
      const text = JSON.stringify(this.contents());
      if (text === this.read) return;
      new TlsFiles(this.paths);
      server.setSecureContext(this.options());
      this.read = text;
    } catch {
      // A certificate whose key has not come yet, for example.
    }
  }

  private contents(): { cert: string; key: string; ca?: string } {
    const { cert, key, ca } = this.paths;
    const text = (path: string): string => readFileSync(path, 'utf8');
    return { cert: text(cert), key: text(key), ...(ca !== undefined && { ca: text(ca) }) };
  }
}
