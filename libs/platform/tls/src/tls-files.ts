import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { ConfigError } from '@lianfang/platform/config';

/** Paths of PEM files, and the beginning of their variables' names: `KAFKA` for `KAFKA_CA_FILE`. */
export interface TlsPaths {
  readonly prefix: string;
  /** Authorities that sign the server's certificate; several in one file while one takes the place of another. */
  readonly ca: string | undefined;
  /** Our own certificate with those between it and its authority, and its key without a passphrase. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** The files of one side of TLS, read again for each connection, so that a renewed certificate needs no restart. */
export class TlsFiles {
  private read: string;
  private context: SecureContext;

  /** @throws ConfigError naming each file that can't be used. */
  constructor(private readonly paths: TlsPaths) {
    const problems = problemsOf(paths);
    if (problems.length > 0) throw new ConfigError(problems);
    this.read = contentOf(paths).join('\n');
    this.context = contextOf(paths);
  }

  /** What the files say now; while they can't be used (a renewal is under way), what they said before. */
  current(): SecureContext {
    try {
      const read = contentOf(this.paths).join('\n');
      if (read !== this.read) {
        this.context = contextOf(this.paths);
        this.read = read;
      }
    } catch {
      // A certificate whose key has not come yet, for example.
    }
    return this.context;
  }
}

function contentOf({ ca, cert, key }: TlsPaths): string[] {
  return [ca, cert, key].map((file) => (file === undefined ? '' : readFileSync(file, 'utf8')));
}

function contextOf(paths: TlsPaths): SecureContext {
  const [ca, cert, key] = contentOf(paths);
  if (ca) requireCertificate(ca);
  return createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
}

function requireCertificate(text: string): void {
  // Of several the first one is looked at: Node itself passes over what it can't read.
  new X509Certificate(text);
}

function problemsOf(paths: TlsPaths): string[] {
  const { prefix, ca, cert, key } = paths;
  if ((cert === undefined) !== (key === undefined)) {
    return [`${prefix}_CERT_FILE, ${prefix}_KEY_FILE: must be set together`];
  }
  const files = { CA: ca, CERT: cert, KEY: key };
  const problems = Object.entries(files).flatMap(([name, file]) =>
    isReadable(file) ? [] : [`${prefix}_${name}_FILE: must be the path of a file that this user may read`],
  );
  if (problems.length > 0) return problems;
  for (const [name, file] of [
    ['CA', ca],
    ['CERT', cert],
  ] as const) {
    if (!holdsCertificate(file)) problems.push(`${prefix}_${name}_FILE: must hold certificates in PEM form`);
  }
  if (problems.length === 0 && !fitsTogether(paths)) {
    problems.push(`${prefix}_KEY_FILE: must hold the key of ${prefix}_CERT_FILE in PEM form, without a passphrase`);
  }
  return problems;
}

function isReadable(file: string | undefined): boolean {
  return file === undefined || succeeds(() => readFileSync(file));
}

function holdsCertificate(file: string | undefined): boolean {
  return file === undefined || succeeds(() => requireCertificate(readFileSync(file, 'utf8')));
}

function fitsTogether(paths: TlsPaths): boolean {
  return succeeds(() => contextOf(paths));
}

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
