import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { ProviderAwayError } from './identity-provider.port';
import { OpenIdProvider } from './openid-provider';

const CLIENT = 'gateway';
const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const CHECKS = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43), returnTo: '/', strong: false };

/** A provider of cardboard: its documents, its keys, and one ID token for whoever asks. */
class Cardboard {
  keysStatus = 200;
  idToken = '';
  issuer = '';
  private constructor(
    private readonly server: Server,
    readonly key: CryptoKey,
  ) {}

  static async open(path: string): Promise<Cardboard> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'k' }] };
    const server = createServer((request, response) => {
      const at = request.url ?? '';
      const isKeys = at.endsWith('/jwks');
      const answer = isKeys ? keys : at.endsWith('/token') ? opened.tokens() : opened.discovery();
      response.writeHead(isKeys ? opened.keysStatus : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const opened = new Cardboard(server, privateKey);
    opened.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    return opened;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  sign(claims: JWTPayload, { key = this.key, typ = 'JWT', at = Math.floor(Date.now() / 1_000) } = {}): Promise<string> {
    return new SignJWT({ iss: this.issuer, aud: CLIENT, sub: 'u1', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k', typ })
      .setIssuedAt(at)
      .setExpirationTime('5m')
      .sign(key);
  }

  private discovery() {
    const at = (path: string): string => new URL(path, this.issuer).href;
    return {
      issuer: this.issuer,
      authorization_endpoint: at('/authorize'),
      token_endpoint: at('/token'),
      jwks_uri: at('/jwks'),
      id_token_signing_alg_values_supported: ['ES256'],
    };
  }

  private tokens() {
    return { access_token: 'a', token_type: 'bearer', id_token: this.idToken };
  }
}

describe.each(['', '/', '/realms/soc', '/realms/soc/'])('OpenIdProvider with an issuer that ends in %j', (path) => {
  let cardboard: Cardboard;
  let provider: OpenIdProvider;

  beforeEach(async () => {
    cardboard = await Cardboard.open(path);
    provider = new OpenIdProvider({
      issuer: new URL(cardboard.issuer),
      clientId: CLIENT,
      clientSecret: () => 'secret',
      publicUrl: new URL('http://127.0.0.1:8080'),
      scope: 'openid',
      strong: [],
      audience: 'urn:api',
    });
  });

  afterEach(() => cardboard.close());

  it('takes its logout tokens and the tokens of its programs', async () => {
    const logout = await cardboard.sign({ events: EVENTS, jti: 'j', sid: 'p1' });
    const ended = await provider.endedBy(logout);
    expect(ended).toMatchObject({
      ok: true,
      value: { issuer: cardboard.issuer, providerSession: 'p1', subject: 'u1' },
    });
    // As of when it was made, within the tolerance of clocks.
    const late = ended.ok ? ended.value.at - Date.now() : NaN;
    expect([late > 0, late <= 6_000]).toEqual([true, true]);
    const token = await cardboard.sign({ aud: 'urn:api', client_id: 'siem' }, { typ: 'at+jwt' });
    expect(await provider.readAccessToken(token)).toMatchObject({ ok: true, value: { client_id: 'siem' } });
    const foreign = await cardboard.sign({ iss: 'https://other.example', events: EVENTS, jti: 'j', sid: 'p1' });
    expect(await provider.endedBy(foreign)).toMatchObject({ ok: false });
  });

  it('takes an ID token that it signed, and none that somebody else did', async () => {
    const claims = { nonce: 'n' };
    cardboard.idToken = await cardboard.sign(claims);
    expect(await provider.finish('?code=c&state=s', CHECKS)).toMatchObject({
      ok: true,
      value: { claims: { sub: 'u1' } },
    });
    const { privateKey } = await generateKeyPair('ES256');
    cardboard.idToken = await cardboard.sign(claims, { key: privateKey });
    expect(await provider.finish('?code=c&state=s', CHECKS)).toMatchObject({ ok: false });
  });

  it('takes no ID token for another client, of another issuer or sign-in, or that nobody asked for', async () => {
    const wrong: readonly JWTPayload[] = [
      { nonce: 'n', aud: 'another-client' },
      { nonce: 'n', iss: 'https://elsewhere.example' },
      { nonce: 'of another sign-in' },
      {},
    ];
    for (const claims of wrong) {
      cardboard.idToken = await cardboard.sign(claims);
      expect(await provider.finish('?code=c&state=s', CHECKS)).toMatchObject({ ok: false });
    }
    cardboard.idToken = await cardboard.sign({ nonce: 'n' });
    expect(await provider.finish('?code=c&state=another', CHECKS)).toMatchObject({ ok: false });
  });

  it('knows no provider whose document names another issuer', async () => {
    cardboard.issuer = 'https://elsewhere.example';
    await expect(provider.signInUrl(CHECKS)).rejects.toBeInstanceOf(ProviderAwayError);
  });

  it('takes no logout token with a nonce, without the event, without a name, or that is old', async () => {
    const good: JWTPayload = { events: EVENTS, jti: 'j', sid: 'p1' };
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    for (const claims of [
      { ...good, nonce: 'n' },
      { ...good, events: {} },
      { events: EVENTS, sid: 'p1' },
    ])
      expect(await provider.endedBy(await cardboard.sign(claims))).toMatchObject({ ok: false });
    expect(await provider.endedBy(await cardboard.sign(good, { at: old }))).toMatchObject({ ok: false });
  });

  it('is away where it does not give its keys, which says nothing of a token', async () => {
    cardboard.keysStatus = 500;
    const token = await cardboard.sign({ aud: 'urn:api', client_id: 'siem' }, { typ: 'at+jwt' });
    await expect(provider.readAccessToken(token)).rejects.toThrow(ProviderAwayError);
  });
});

describe('access tokens of programs', () => {
  let cardboard: Cardboard;
  let provider: OpenIdProvider;
  const claims = { aud: 'urn:api', client_id: 'siem' };

  beforeAll(async () => {
    cardboard = await Cardboard.open('');
    provider = new OpenIdProvider({
      issuer: new URL(cardboard.issuer),
      clientId: CLIENT,
      clientSecret: () => 'secret',
      publicUrl: new URL('http://127.0.0.1:8080'),
      scope: 'openid',
      strong: [],
      audience: 'urn:api',
    });
  });
  afterAll(() => cardboard.close());

  const hours = (count: number): number => Math.floor(Date.now() / 1_000) + count * 3_600;

  /** A token in which nothing is wrong but what is said here. */
  function token(
    wrong: Readonly<Record<string, unknown>>,
    { key = cardboard.key, alg = 'ES256', typ = 'at+jwt', kid = 'k' } = {},
  ) {
    const all = { iss: cardboard.issuer, sub: 'u1', iat: hours(0), exp: hours(1), ...claims, ...wrong };
    return new SignJWT(all).setProtectedHeader({ alg, kid, typ }).sign(key);
  }

  it('are taken where nothing is wrong, also for several audiences', async () => {
    for (const aud of ['urn:api', ['urn:other', 'urn:api']])
      expect(await provider.readAccessToken(await token({ aud }))).toMatchObject({ ok: true });
  });

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['for somebody else', { aud: 'urn:other' }, /aud/],
    ['for nobody', { aud: undefined }, /aud/],
    ['of another issuer', { iss: 'https://elsewhere.example' }, /iss/],
    ['of no issuer', { iss: undefined }, /iss/],
    ['that has ended', { exp: hours(-1) }, /exp/],
    ['that never ends', { exp: undefined }, /exp/],
    ['that has not begun', { nbf: hours(1) }, /nbf/],
    ['about nobody', { sub: undefined }, /sub/],
    ['of no client', { client_id: undefined }, /client_id/],
  ])('are refused %s', async (_name, wrong, reason) => {
    const read = await provider.readAccessToken(await token(wrong));
    expect(read).toMatchObject({ ok: false, error: expect.stringMatching(reason) as string });
  });

  it('are refused with the signature of somebody else, of another kind, or changed', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const good = await token({});
    const [header = '', , signature = ''] = good.split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, iss: cardboard.issuer, sub: 'admin', exp: hours(1) }));
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    const shared = await new SignJWT({ ...claims, iss: cardboard.issuer, sub: 'u1', exp: hours(1) })
      .setProtectedHeader({ alg: 'HS256', kid: 'k', typ: 'at+jwt' })
      .sign(new TextEncoder().encode('x'.repeat(32)));
    const bad = [
      await token({}, { key: privateKey }),
      await token({}, { kid: 'unknown' }),
      await token({}, { typ: 'JWT' }),
      `${header}.${payload.toString('base64url')}.${signature}`,
      `${none}.${payload.toString('base64url')}.`,
      shared,
      good.slice(0, -8),
    ];
    for (const each of bad) expect(await provider.readAccessToken(each)).toMatchObject({ ok: false });
  });
});
