import { join } from 'node:path';
import { LOOPBACK, freePorts, startKafka, type KafkaServer } from '@lianfang/local';
import type { CertificateAuthority } from './certificates';

/** What the broker asks of whom, by the name of its listener. */
const LISTENERS = {
  /** A client certificate. */
  MTLS: 'SSL',
  /** TLS and a sign-in. */
  ACCOUNTS: 'SASL_SSL',
  EXPIRED: 'SSL',
  OTHERHOST: 'SSL',
} as const;

/** A broker that lets in only who may; all rights are given by ACLs. Its plain listener is the test's own door. */
export interface SecureBroker {
  readonly server: KafkaServer;
  /** `host:port` of each listener. */
  readonly at: Readonly<Record<keyof typeof LISTENERS | 'PLAIN', string>>;
}

/** @param plain name and password of accounts for the mechanism PLAIN; those for SCRAM are made on the running broker. */
export async function startSecureBroker(
  folder: string,
  authority: CertificateAuthority,
  plain: Readonly<Record<string, string>>,
): Promise<SecureBroker> {
  const names = Object.keys(LISTENERS) as (keyof typeof LISTENERS)[];
  const [port = 0, controller = 0, ...ports] = await freePorts(2 + names.length);
  const at = Object.fromEntries(names.map((name, index) => [name, `${LOOPBACK}:${ports[index]}`]));
  const own = authority.issue('broker');
  const keystores = {
    MTLS: own,
    ACCOUNTS: own,
    EXPIRED: authority.issue('expired', { names: 'IP:127.0.0.1', isExpired: true }),
    OTHERHOST: authority.issue('otherhost', { names: 'DNS:kafka.example.gov.tw' }),
  };
  const tls = names.flatMap((name) => {
    const prefix = `listener.name.${name.toLowerCase()}.ssl`;
    return [
      [`${prefix}.keystore.type`, 'PEM'],
      [`${prefix}.keystore.location`, keystores[name].pair],
      [`${prefix}.truststore.type`, 'PEM'],
      [`${prefix}.truststore.location`, authority.file],
      [`${prefix}.client.auth`, name === 'MTLS' ? 'required' : 'none'],
    ];
  });
  const users = Object.entries(plain).map(([name, password]) => `user_${name}="${password}"`);
  const modules = 'org.apache.kafka.common.security';
  const open = `PLAINTEXT://${LOOPBACK}:${port}`;
  const listeners = [open, ...names.map((name) => `${name}://${at[name]}`)];
  const server = await startKafka({
    dataFolder: join(folder, 'broker'),
    port,
    heapMiB: 384,
    properties: {
      'controller.quorum.voters': `1@${LOOPBACK}:${controller}`,
      listeners: [...listeners, `CONTROLLER://${LOOPBACK}:${controller}`].join(','),
      'advertised.listeners': listeners.join(','),
      'listener.security.protocol.map': [
        'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        ...names.map((name) => `${name}:${LISTENERS[name]}`),
      ].join(','),
      ...Object.fromEntries(tls),
      'listener.name.accounts.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
      'listener.name.accounts.plain.sasl.jaas.config': `${modules}.plain.PlainLoginModule required ${users.join(' ')};`,
      'listener.name.accounts.scram-sha-256.sasl.jaas.config': `${modules}.scram.ScramLoginModule required;`,
      'listener.name.accounts.scram-sha-512.sasl.jaas.config': `${modules}.scram.ScramLoginModule required;`,
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users': 'User:ANONYMOUS',
      // So that a run of the tests sees sessions end and be renewed.
      'listener.name.accounts.connections.max.reauth.ms': '15000',
    },
  });
  return { server, at: { ...(at as SecureBroker['at']), PLAIN: `${LOOPBACK}:${port}` } };
}
