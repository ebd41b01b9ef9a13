import { readFileSync } from 'node:fs';
import {
  createSensorRegistry,
  parseSensors,
  sensorProblems,
  type RegisteredSensor,
  type SensorFile,
} from '@lianfang/locate';
import { followFile } from '@lianfang/platform/service';
import type { DirectoryFile } from '../board/directory-file';
import type { ServiceLog } from '../service-log';

/** The sensor file can't be used at start; later a bad file only leaves the old one in place. */
export class RegistryFileError extends Error {
  readonly code = 'LF-SENSORS';

  constructor(path: string, reasons: readonly string[], options?: ErrorOptions) {
    super(`The sensor file ${path} can't be used:\n${reasons.join('\n')}\nCorrect it and start again.`, options);
    this.name = 'RegistryFileError';
  }
}

interface Known {
  readonly key: string;
  readonly sensors: ReadonlyMap<string, RegisteredSensor>;
}

/** The registry of sensors as the collectors have it: the same file, read again whenever it changes. */
export class RegistryFile {
  private file: SensorFile | undefined;
  private known: Known | undefined;
  private stopFollowing: () => void = () => undefined;

  /** @param path without one no sensor is registered. @throws RegistryFileError naming every bad line. */
  constructor(
    private readonly path: string | undefined,
    private readonly directory: DirectoryFile,
    private readonly log: ServiceLog,
  ) {
    this.file = this.read();
  }

  /** By id. */
  get sensors(): ReadonlyMap<string, RegisteredSensor> {
    const { file } = this;
    if (file === undefined) return new Map();
    const directory = this.directory.current;
    const key = `${file.hash} ${directory.hash}`;
    // To which topics a sensor may write is not looked up here.
    if (this.known?.key !== key) this.known = { key, sensors: createSensorRegistry(file, directory, '').sensors };
    return this.known.sensors;
  }

  watch(): void {
    if (this.path === undefined) return;
    this.stopFollowing = followFile(this.path, () => this.reload());
    // It may have changed since it was read.
    this.reload();
  }

  close(): void {
    this.stopFollowing();
  }

  private reload(): void {
    try {
      const next = this.read();
      if (next?.hash === this.file?.hash) return;
      this.file = next;
      this.log.log(`The sensor file was read again: ${next?.sensors.size ?? 0} sensors.`);
    } catch (error) {
      this.log.warn(`${error instanceof Error ? error.message : String(error)} The one before it stays in use.`);
    }
  }

  private read(): SensorFile | undefined {
    const { path } = this;
    if (path === undefined) return undefined;
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (cause) {
      throw new RegistryFileError(path, ['It could not be read.'], { cause });
    }
    const parsed = parseSensors(text);
    const problems = parsed.ok ? sensorProblems(parsed.value, this.directory.current) : parsed.error;
    if (parsed.ok && problems.length === 0) return parsed.value;
    throw new RegistryFileError(
      path,
      problems.map(({ line, reason }) => `line ${line}: ${reason}`),
    );
  }
}
