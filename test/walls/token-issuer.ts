import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** A program's access token says this. */
export interface TokenClaims {
  readonly groups: readonly string[];
  readonly county?: unknown;
  /** The program's name; `wall-program` without it. */
  readonly client?: string;
  /** SHA-256 of the certificate that the token is bound to (`cnf`). */
  readonly certificate?: string;
}

const KEY = 'wall';
const AUDIENCE = 'urn:lianfang:api';

/** The least of an OpenID Connect provider: it names its keys, and signs access tokens (RFC 9068). */
export class TokenIssuer {
  private constructor(
    private readonly server: Server,
    private readonly privateKey: CryptoKey,
    readonly issuer: string,
  ) {}

  static async start(): Promise<TokenIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const key: JWK = { ...(await exportJWK(publicKey)), kid: KEY, alg: 'ES256', use: 'sig' };
    let issuer = '';
    const server = createServer((request, response) => {
      const known: Readonly<Record<string, object>> = {
        '/.well-known/openid-configuration': {
          issuer,
          jwks_uri: `${issuer}/keys`,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['ES256'],
        },
        '/keys': { keys: [key] },
      };
      const answer = known[request.url ?? ''];
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new TokenIssuer(server, privateKey, issuer);
  }

  /** The header `Authorization` of a program. */
  async authorization({ groups, county, client = 'wall-program', certificate }: TokenClaims): Promise<string> {
    const token = await new SignJWT({
      client_id: client,
      groups,
      ...(county !== undefined && { county }),
      ...(certificate !== undefined && { cnf: { 'x5t#S256': certificate } }),
    })
      .setProtectedHeader({ alg: 'ES256', kid: KEY, typ: 'at+jwt' })
      .setIssuer(this.issuer)
      .setAudience(AUDIENCE)
      .setSubject(client)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(this.privateKey);
    return `Bearer ${token}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
