/** An inner file of kafkajs, which has no types of its own. */
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const decoder: { decode: (answer: Buffer) => Promise<object> };
  export = decoder;
}
