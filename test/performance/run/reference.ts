import { join } from 'node:path';
import { repositoryRoot } from '@lianfang/local';

/** The files that decide where an event belongs: those of the demonstration. */
export interface Reference {
  readonly directory: string;
  readonly countries: string;
  /** As our programs are told them. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Whatever the environment of the person says, all runs use the same files. */
export function referenceFiles(): Reference {
  const folder = join(repositoryRoot(), 'deploy', 'local', 'demonstration');
  const [directory, countries] = [join(folder, 'directory.yaml'), join(folder, 'countries.csv')];
  return {
    directory,
    countries,
    environment: {
      LIANFANG_DIRECTORY: directory,
      LIANFANG_COUNTRIES: countries,
      LIANFANG_SENSORS: join(folder, 'sensors.yaml'),
    },
  };
}
