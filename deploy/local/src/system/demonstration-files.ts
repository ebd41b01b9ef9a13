import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';

/**
 * The directory, country table, sensor file and shared indicators that services read: those of the environment, else those of
 * the demonstration. Its sensors and indicators name its own agencies and counties: they go with its own directory only.
 * LIANFANG_SENSORS or LIANFANG_INDICATORS that is set and empty means none.
 */
export function demonstrationFiles(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const folder = join(repositoryRoot(), 'deploy', 'local', 'demonstration');
  const companion = (file: string): string => (env['LIANFANG_DIRECTORY'] ? '' : join(folder, file));
  return {
    LIANFANG_DIRECTORY: env['LIANFANG_DIRECTORY'] || join(folder, 'directory.yaml'),
    LIANFANG_COUNTRIES: env['LIANFANG_COUNTRIES'] || join(folder, 'countries.csv'),
    LIANFANG_SENSORS: env['LIANFANG_SENSORS'] ?? companion('sensors.yaml'),
    LIANFANG_INDICATORS: env['LIANFANG_INDICATORS'] ?? companion('indicators.csv'),
  };
}
