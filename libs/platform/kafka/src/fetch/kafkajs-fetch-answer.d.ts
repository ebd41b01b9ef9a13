/** An inner file of kafkajs, which has no types of its own. */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const decoder: { decode: (answer: Buffer) => Promise<object> };
  export = decoder;
}

/** A connection of the client to one broker: what of it is used here. */
declare module 'kafkajs/src/network/connection.js' {
  class Connection {
    constructor(options: object);
    /** Of the last `connect`. */
    readonly socket: import('node:net').Socket | undefined;
    /** Set while the client signs in and waits for an answer. */
    authHandlers: { onSuccess(frame: Buffer): void } | null;
    readonly requestQueue: import('kafkajs/src/network/requestQueue/index.js');
    /** Has made the socket when it returns. */
    connect(): Promise<boolean>;
    disconnect(): Promise<boolean>;
    processData(piece: Buffer): void;
  }
  export = Connection;
}

/** What was asked of one broker and is not answered. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  class RequestQueue {
    constructor(options: object);
    /** What waits until the broker lets more be asked. */
    readonly pending: readonly object[];
    push(request: {
      readonly entry: {
        readonly correlationId: number;
        resolve(answer: { readonly payload: Buffer }): void;
        reject(error: Error): void;
      };
      readonly expectResponse: boolean;
      sendRequest(): void;
    }): void;
    fulfillRequest(answer: { size: number; correlationId: number; payload: Buffer }): void;
    rejectAll(error: Error): void;
    maybeThrottle(milliseconds: number): void;
    scheduleCheckPendingRequests(): void;
  }
  export = RequestQueue;
}
