import { err, type Directory } from '@lianfang/contract';
import {
  createSensorRegistry,
  parseSensors,
  sensorProblems,
  type FileProblem,
  type RegisteredSensor,
  type SensorFile,
} from '@lianfang/locate';
import { FollowedFile } from '@lianfang/platform/service';
import type { DirectoryFile } from './directory-file';
import type { ServiceLog } from './service-log';

interface Known {
  readonly key: string;
  readonly sensors: ReadonlyMap<string, RegisteredSensor>;
}

/** The registry of sensors as the collectors have it: the same file, read again whenever it changes. */
export class RegistryFile {
  private readonly file: FollowedFile<SensorFile> | undefined;
  private known: Known | undefined;

  /** @param path without one no sensor is registered. @throws FollowedFileError LF-SENSORS naming every bad line. */
  constructor(
    path: string | undefined,
    private readonly directory: DirectoryFile,
    log: ServiceLog,
  ) {
    if (path === undefined) return;
    this.file = new FollowedFile({
      path,
      name: 'The sensor file',
      code: 'LF-SENSORS',
      parse: (text) => {
        const parsed = parseSensors(text);
        // Until it is known which directory is in force, that of the file proves nothing.
        const problems = parsed.ok && directory.isKnown ? sensorProblems(parsed.value, directory.current) : [];
        return problems.length > 0 ? err(problems) : parsed;
      },
      sum: ({ sensors }) => `${sensors.size} sensors`,
      log,
    });
  }

  /** By id. */
  get sensors(): ReadonlyMap<string, RegisteredSensor> {
    const file = this.file?.current;
    if (file === undefined) return new Map();
    const directory = this.directory.current;
    const key = `${file.hash} ${directory.hash}`;
    // To which topics a sensor may write is not looked up here.
    if (this.known?.key !== key) this.known = { key, sensors: createSensorRegistry(file, directory, '').sensors };
    return this.known.sensors;
  }

  /** What the sensor file names and this directory does not have, with the line of the sensor file. */
  problemsWith(directory: Directory): FileProblem[] {
    return this.file ? sensorProblems(this.file.current, directory) : [];
  }

  watch(): void {
    this.file?.watch();
  }

  close(): void {
    this.file?.close();
  }
}
