import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files. `pair`: key and certificate in one, as a broker likes it. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly pair: string;
}

/** What a certificate says. */
export interface CertificateWish {
  /** `DNS:localhost,IP:127.0.0.1` */
  readonly names: string;
  /** True for one that ended long ago. */
  readonly isExpired?: boolean;
}

const HERE = 'DNS:localhost,IP:127.0.0.1';

/** A certificate authority of its own in an empty folder, made by the `openssl` program. */
export class CertificateAuthority {
  /** Path of its certificate. */
  readonly file: string;
  private readonly key: string;

  constructor(
    private readonly folder: string,
    name: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'ca.pem');
    this.key = join(folder, 'ca.key');
    this.openssl([
      'req',
      '-x509',
      '-new',
      ...NEW_KEY,
      this.key,
      '-out',
      this.file,
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
    ]);
    writeFileSync(join(folder, 'index.txt'), '');
    writeFileSync(join(folder, 'serial'), '1000\n');
    writeFileSync(join(folder, 'ca.cnf'), configuration(folder));
  }

  /** @param name of the files and the subject. */
  issue(name: string, { names, isExpired = false }: CertificateWish = { names: HERE }): Certificate {
    const [cert, key, request] = ['pem', 'key', 'csr'].map((kind) => join(this.folder, `${name}.${kind}`)) as [
      string,
      string,
      string,
    ];
    const extensions = join(this.folder, `${name}.ext`);
    writeFileSync(extensions, `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
    this.openssl(['req', '-new', ...NEW_KEY, key, '-out', request, '-subj', `/CN=${name}`]);
    const dates = isExpired ? ['20200101000000Z', '20200201000000Z'] : ['20240101000000Z', '20491231000000Z'];
    this.openssl([
      ...['ca', '-batch', '-notext', '-config', join(this.folder, 'ca.cnf'), '-cert', this.file, '-keyfile', this.key],
      ...[
        '-startdate',
        dates[0] ?? '',
        '-enddate',
        dates[1] ?? '',
        '-extfile',
        extensions,
        '-in',
        request,
        '-out',
        cert,
      ],
    ]);
    const pair = join(this.folder, `${name}.pair.pem`);
    writeFileSync(pair, readFileSync(key, 'utf8') + readFileSync(cert, 'utf8'));
    return { cert, key, pair };
  }

  private openssl(args: readonly string[]): void {
    try {
      execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' });
    } catch (error) {
      throw new Error(
        'Certificates for this test are made by openssl 1.1 or newer. Install it (apt install openssl).',
        {
          cause: error,
        },
      );
    }
  }
}

const NEW_KEY = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];

function configuration(folder: string): string {
  return [
    '[ca]',
    'default_ca=own',
    '[own]',
    `new_certs_dir=${folder}`,
    `database=${join(folder, 'index.txt')}`,
    `serial=${join(folder, 'serial')}`,
    'default_md=sha256',
    'policy=any',
    'unique_subject=no',
    '[any]',
    'commonName=supplied',
    '',
  ].join('\n');
}
