import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const scheduleAsClient = RequestQueue.prototype.scheduleCheckPendingRequests;

/**
 * Makes the client look for requests that wait only while some do, in this process. It looked each millisecond, at every
 * connection, for as long as it lived, and began by asking for a timer of minus 56 years, of which Node warns
 * (https://github.com/tulios/kafkajs/issues/1704 and 1751). Its version is fixed in package.json.
 */
export function installPendingCheck(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    if (this.pending.length > 0) scheduleAsClient.call(this);
  };
}
