export { DirectoryFile } from './directory-file';
export { LiveBoard, type LiveBoardParts } from './live-board';
export { NormalRanges, readRangesOfHours, type RangesByPlace } from './normal-ranges';
export { RegistryFile } from './registry-file';
export type { ServiceLog } from './service-log';
