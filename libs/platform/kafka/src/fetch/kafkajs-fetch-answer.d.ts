/** An inner file of kafkajs, which has no types of its own. */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const decoder: { decode: (answer: Buffer) => Promise<object> };
  export = decoder;
}

/** What the client's consumer leaves out of a fetch. */
declare module 'kafkajs/src/consumer/filterAbortedMessages.js' {
  const filter: <T>(answer: {
    readonly messages: readonly T[];
    readonly abortedTransactions: readonly object[];
  }) => T[];
  export = filter;
}
