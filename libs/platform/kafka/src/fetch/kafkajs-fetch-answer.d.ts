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

/** A connection of the client to one broker: what of it is used here. */
declare module 'kafkajs/src/network/connection.js' {
  class Connection {
    readonly socket: import('node:net').Socket;
    /** Set while the client signs in and waits for an answer. */
    readonly authHandlers: { onSuccess(frame: Buffer): void } | null;
    readonly requestQueue: {
      fulfillRequest(answer: { size: number; correlationId: number; payload: Buffer }): void;
    };
    processData(piece: Buffer): void;
  }
  export = Connection;
}
