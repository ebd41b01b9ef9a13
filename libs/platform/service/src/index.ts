export { serviceEnvironment, type ServiceSettings } from './service-environment';
export { METRICS, createMetrics } from './metrics';
export type { ReadinessCheck } from './readiness';
export { ServiceModule, type ServiceOptions } from './service.module';
export { startService, type ServiceStart } from './start-service';
export { followFile } from './follow-file';
export { FollowedFile, type FollowedFileOptions } from './followed-file';
export { ForNobodyInParticular, NEEDED, NOBODY_IN_PARTICULAR } from './nobody-in-particular';
