import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { readSensorSigns } from '@lianfang/store';
import type { Registry } from 'prom-client';
import { RegistryFile, type DirectoryFile } from '@lianfang/board';
import type { Figures } from '../board/figures';
import type { ServiceLog } from '../service-log';
import { SensorDesk } from './sensor-desk';
import { registerSensorMetrics } from './sensor-metrics';

/** What sensors are served from. */
export interface SensorParts {
  readonly client: Client;
  readonly names: IndexNames;
  /** Path of the sensor file, if there is one. */
  readonly path: string | undefined;
  readonly directory: DirectoryFile;
  readonly figures: Figures;
  readonly metrics: Registry;
  readonly log: ServiceLog;
}

/** The registry as the gateway follows it, and who answers about sensors. */
export interface AssembledSensors {
  readonly registry: RegistryFile;
  readonly desk: SensorDesk;
}

/** Joins the parts. @throws FollowedFileError on a bad sensor file. */
export function assembleSensors(parts: SensorParts): AssembledSensors {
  const { client, names, path, directory, figures, metrics, log } = parts;
  const registry = new RegistryFile(path, directory, log);
  const desk = new SensorDesk({
    registry: () => registry.sensors,
    signs: (scope) => readSensorSigns(client, names, scope),
    asOf: () => figures.signsAsOf(),
    freshness: (county) => figures.freshness(county),
    isCounty: (code) => directory.counties.has(code),
    now: () => performance.now(),
  });
  registerSensorMetrics(metrics, desk);
  return { registry, desk };
}
