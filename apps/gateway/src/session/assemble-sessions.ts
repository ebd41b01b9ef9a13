import { RevocationBook, type StrongRule } from '@lianfang/access';
import { topicNames } from '@lianfang/contract';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader, createKafkaLogWriter } from '@lianfang/platform/kafka';
import type { Registry } from 'prom-client';
import type { AuditLog } from '../audit/audit-log';
import type { Environment } from '../environment';
import type { ServiceLog } from '../service-log';
import { CookieSeal } from '@lianfang/platform/seal';
import { OpenIdProvider } from './openid-provider';
import { RevocationOutbox } from './revocation-outbox';
import { registerRevocationAge } from './revocation-age';
import { RevocationFeed } from './revocation-feed';
import { RolesFile } from './roles-file';
import { SessionDesk } from './session-desk';
import { readSessionLink } from './session-environment';
import { within } from '../topics/within';

/** Kafka may be away: then nobody waits for a farewell. */
const CLOSING_MS = 2_000;

/** Signing in, joined. */
export interface AssembledSessions {
  readonly desk: SessionDesk;
  readonly feed: RevocationFeed;
  readonly strong: StrongRule;
  start(): void;
  stop(): Promise<void>;
}

/** Joins the parts; nothing is connected before `start`. @throws ConfigError on a bad file. */
export function assembleSessions(
  environment: Environment,
  metrics: Registry,
  audit: AuditLog,
  log: ServiceLog,
): AssembledSessions {
  const { clientSecret, keys } = readSessionLink(environment);
  const kafka = createKafka(environment, 'lianfang-sessions');
  const writer = createKafkaLogWriter(kafka);
  const admin = createKafkaLogAdmin(kafka);
  const reader = createKafkaLogReader(kafka);
  const { revocations: topic } = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const book = new RevocationBook();
  const now = (): number => Date.now();
  const feed = new RevocationFeed({
    topic,
    admin,
    reader,
    book,
    longestSessionMs: environment.LIANFANG_SESSION_ABSOLUTE,
    log,
    now,
  });
  registerRevocationAge(metrics, feed);
  const outbox = new RevocationOutbox({ topic, writer, log });
  const roles = new RolesFile(environment.LIANFANG_ROLES, log);
  const provider = new OpenIdProvider({
    issuer: new URL(environment.LIANFANG_OIDC_ISSUER),
    clientId: environment.LIANFANG_OIDC_CLIENT_ID,
    clientSecret,
    publicUrl: new URL(environment.LIANFANG_PUBLIC_URL),
    scope: environment.LIANFANG_OIDC_SCOPE,
    strong: environment.LIANFANG_OIDC_STRONG_ACR,
    audience: environment.LIANFANG_API_AUDIENCE,
  });
  const desk = new SessionDesk({
    provider,
    seal: new CookieSeal(keys),
    revocations: book,
    assertKnown: () => feed.assertReady(),
    mapping: () => roles.current,
    limits: { idle: environment.LIANFANG_SESSION_IDLE, absolute: environment.LIANFANG_SESSION_ABSOLUTE },
    binding: environment.LIANFANG_BOUND_TOKENS,
    announce: (revocation) => outbox.add(revocation),
    audit,
    log,
    now,
  });
  return {
    desk,
    feed,
    strong: { assurances: new Set(environment.LIANFANG_OIDC_STRONG_ACR), age: environment.LIANFANG_STRONG_AGE },
    start: () => {
      roles.watch();
      feed.start();
    },
    stop: async () => {
      roles.close();
      await Promise.all([feed.stop(), outbox.stop()]);
      const closing = Promise.allSettled([writer.close(), admin.close(), reader.close()]);
      await within(closing, CLOSING_MS).catch(() => undefined);
    },
  };
}
