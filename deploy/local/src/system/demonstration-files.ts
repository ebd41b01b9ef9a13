import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';

/** The directory, country table, sensor file and shared indicators that services read: those of the environment, else those of the demonstration. */
export function demonstrationFiles(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const folder = join(repositoryRoot(), 'deploy', 'local', 'demonstration');
  return {
    LIANFANG_DIRECTORY: env['LIANFANG_DIRECTORY'] || join(folder, 'directory.yaml'),
    LIANFANG_COUNTRIES: env['LIANFANG_COUNTRIES'] || join(folder, 'countries.csv'),
    LIANFANG_SENSORS: env['LIANFANG_SENSORS'] || join(folder, 'sensors.yaml'),
    LIANFANG_INDICATORS: env['LIANFANG_INDICATORS'] || join(folder, 'indicators.csv'),
  };
}
