export { eventually, type EventuallyOptions } from './eventually';
export { uniquePrefix } from './unique-prefix';
export { testServers, type TestServers } from './test-servers';
export { threatEvent, reading } from './threat-event-builder';
export { ledgerRow, location, row, versionedRow, watermark } from './row-builder';
export { describeReal, realRecords, type RealRecord } from './real-records';
export { plainEvent } from './plain-event';
export { ANALYST, LEAD, TAIPEI_MANAGER, TestSessions, type TestPerson } from './test-sessions';
export { makeGatewayTopics, makeRevocationTopic } from './make-gateway-topics';
