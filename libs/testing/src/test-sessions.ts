import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CookieSeal, readSealKeys } from '@lianfang/platform/seal';

/** Somebody that a test is. */
export interface TestPerson {
  /** Names of roles, as `libs/access` has them. */
  readonly roles: readonly string[];
  /** Five digits. */
  readonly county?: string;
  readonly agency?: string;
  /** They signed in strongly. */
  readonly strong?: boolean;
  readonly subject?: string;
  readonly name?: string;
  /** Of the provider's session. */
  readonly providerSession?: string;
}

export const ANALYST: TestPerson = { roles: ['central-analyst'] };
export const LEAD: TestPerson = { roles: ['central-lead'] };
/** Taipei City's information manager. */
export const TAIPEI_MANAGER: TestPerson = { roles: ['county-manager'], county: '63000' };

const STRONG = 'urn:lianfang:acr:two-factor';
const HOUR_MS = 3_600_000;
const NOBODYS_PROVIDER = 'https://identity.invalid';

const ROLES_FILE = `# Each claim value is the role itself.
roles:
  claim: groups
  values:
    central-analyst: central-analyst
    central-lead: central-lead
    county-manager: county-manager
    county-member: county-member
    agency-reporter: agency-reporter
    on-call-engineer: on-call-engineer
    auditor: auditor
    machine-client: machine-client
county: { claim: county }
agency: { claim: agency }
`;

/**
 * Sessions for tests that are about something else than signing in: it has the gateway's keys, and seals the cookie that
 * a provider's answer would lead to. Nothing of the gateway is left out but the way to the provider.
 */
export class TestSessions {
  private readonly seal: CookieSeal;
  private readonly files: { readonly keys: string; readonly roles: string };

  /** @param folder where the files of keys and roles go */
  constructor(folder: string) {
    const text = `${randomBytes(32).toString('base64url')}\n`;
    const keys = readSealKeys(text);
    if (!keys.ok) throw new Error(keys.error);
    this.seal = new CookieSeal(keys.value);
    this.files = { keys: join(folder, 'session-keys'), roles: join(folder, 'roles.yaml') };
    writeFileSync(this.files.keys, text);
    writeFileSync(this.files.roles, ROLES_FILE);
  }

  /** What a gateway is told from outside; nobody listens at the provider's address. */
  get environment() {
    return {
      LIANFANG_PUBLIC_URL: 'http://127.0.0.1:1',
      LIANFANG_OIDC_ISSUER: NOBODYS_PROVIDER,
      LIANFANG_OIDC_CLIENT_ID: 'test',
      LIANFANG_OIDC_CLIENT_SECRET: 'test',
      LIANFANG_OIDC_STRONG_ACR: STRONG,
      LIANFANG_ROLES: this.files.roles,
      LIANFANG_SESSION_KEYS_FILE: this.files.keys,
      // Tests are quicker than people; what the limits do is asked by a test of its own.
      LIANFANG_RATE_PROGRAM: '1000000',
      LIANFANG_RATE_PERSON: '1000000',
      LIANFANG_RATE_ADDRESS: '1000000',
    };
  }

  /** The same after it has been read, for a gateway within the test's process. */
  get settings() {
    return {
      ...this.environment,
      LIANFANG_OIDC_SCOPE: 'openid',
      LIANFANG_OIDC_STRONG_ACR: [STRONG],
      LIANFANG_STRONG_AGE: HOUR_MS / 4,
      LIANFANG_API_AUDIENCE: 'urn:lianfang:api',
      LIANFANG_SESSION_IDLE: HOUR_MS,
      LIANFANG_SESSION_ABSOLUTE: 12 * HOUR_MS,
      LIANFANG_RATE_PROGRAM: 1_000_000,
      LIANFANG_RATE_PERSON: 1_000_000,
      LIANFANG_RATE_ADDRESS: 1_000_000,
      LIANFANG_QUOTA_REQUESTS: 1_000_000,
      LIANFANG_QUOTA_BYTES: 1_000_000_000_000,
      LIANFANG_KEEP_TRANSMISSIONS: 400,
      LIANFANG_BOUND_TOKENS: 'optional' as const,
    };
  }

  /** The header `Cookie` of somebody who has just signed in. @param at milliseconds since 1970 UTC */
  async cookie(person: TestPerson, at = Date.now()): Promise<string> {
    const {
      roles,
      county,
      agency,
      strong = false,
      subject = 'test-person',
      name = '測試人員',
      providerSession,
    } = person;
    const session = {
      id: randomBytes(16).toString('hex'),
      issuer: NOBODYS_PROVIDER,
      subject,
      ...(providerSession !== undefined && { providerSession }),
      claims: {
        sub: subject,
        name,
        groups: roles,
        ...(county !== undefined && { county }),
        ...(agency !== undefined && { agency }),
        ...(strong && { acr: STRONG }),
      },
      begun: at,
      seen: at,
      authTime: at,
    };
    return `__Host-lianfang=${await this.seal.seal('session', session, at + 12 * HOUR_MS)}`;
  }
}
