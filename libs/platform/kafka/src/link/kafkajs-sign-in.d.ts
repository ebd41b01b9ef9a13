/** Inner files of kafkajs, which have no types of their own: how it signs in. */
declare module 'kafkajs/src/broker/saslAuthenticator/plain.js' {
  const provider: (account: {
    readonly username: string;
    readonly password: string;
  }) => (parts: import('kafkajs').AuthenticationProviderArgs) => import('kafkajs').Authenticator;
  export = provider;
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram256.js' {
  const provider: typeof import('kafkajs/src/broker/saslAuthenticator/plain.js');
  export = provider;
}

declare module 'kafkajs/src/broker/saslAuthenticator/scram512.js' {
  const provider: typeof import('kafkajs/src/broker/saslAuthenticator/plain.js');
  export = provider;
}
