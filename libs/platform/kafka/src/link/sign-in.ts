// The client is CommonJS: Node finds only some of its names as named imports, the default import has them all.
import kafkajs, { type AuthenticationProviderArgs, type Mechanism } from 'kafkajs';
import plain from 'kafkajs/src/broker/saslAuthenticator/plain.js';
import scram256 from 'kafkajs/src/broker/saslAuthenticator/scram256.js';
import scram512 from 'kafkajs/src/broker/saslAuthenticator/scram512.js';
import type { Account } from './kafka-environment';

const PROVIDERS = { plain, 'scram-sha-256': scram256, 'scram-sha-512': scram512 };

/**
 * Signs in as the client does, with the password as it is now. A refusal is an error that may pass, as a lost connection
 * is: the client gave up for good, and a password that is being changed would end the process.
 */
export function signIn({ mechanism, username, password }: Account): Mechanism {
  return {
    mechanism,
    authenticationProvider: (parts: AuthenticationProviderArgs) => ({
      authenticate: async () => {
        const broker = `${parts.host}:${parts.port}`;
        try {
          // Its own log line would say the same without what to do.
          const quiet = { ...parts, logger: { ...parts.logger, error: () => undefined } };
          await PROVIDERS[mechanism]({ username, password: password.current() })(quiet).authenticate();
        } catch (error) {
          throw new kafkajs.KafkaJSConnectionError(
            `LF-KAFKA-SIGN-IN: the broker ${broker} did not let us sign in by ${mechanism}. Look at KAFKA_USERNAME, ` +
              'KAFKA_PASSWORD or KAFKA_PASSWORD_FILE, and whether the broker knows this account for this mechanism. ' +
              `(${(error as Error).message})`,
            { broker },
          );
        }
      },
    }),
  };
}
