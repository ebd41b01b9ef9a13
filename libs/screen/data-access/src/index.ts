export type { Answer } from './ask-server';
export { DirectorySource } from './directory-source';
export type { FeedFacts, FeedHealth, FeedState } from './feed-health';
export type { ConnectionState, ViewListener } from './live-connection';
export type { LiveSocket, LiveSocketEvents, LiveSocketPort } from './live-socket.port';
export { LiveSituation } from './live-situation';
export { OperationsSource, type RejectedFilter } from './operations-source';
export { ServerClock } from './server-clock';
export { SketchSource } from './sketch-source';
