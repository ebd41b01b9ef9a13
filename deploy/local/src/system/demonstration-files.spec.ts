import { readFileSync } from 'node:fs';
import { parseDirectory, parseSensors, sensorProblems } from '@lianfang/locate';
import { demonstrationFiles } from './demonstration-files';

function contentOf(path: string | undefined): string {
  return readFileSync(path ?? '', 'utf8');
}

describe('demonstrationFiles', () => {
  it('gives the demonstration whole, and its sensors name what its directory has', () => {
    const files = demonstrationFiles({});
    const sensors = parseSensors(contentOf(files['LIANFANG_SENSORS']));
    const directory = parseDirectory(contentOf(files['LIANFANG_DIRECTORY']));
    if (!sensors.ok || !directory.ok) throw new Error('a file of the demonstration is bad');
    expect(sensorProblems(sensors.value, directory.value)).toEqual([]);
    expect(contentOf(files['LIANFANG_INDICATORS'])).toContain('type,value,scope');
    expect(contentOf(files['LIANFANG_COUNTRIES'])).toContain('range,country');
  });

  it('gives no sensors and no indicators of the demonstration beside a directory of one’s own', () => {
    const files = demonstrationFiles({ LIANFANG_DIRECTORY: 'mine.yaml' });
    expect(files).toMatchObject({ LIANFANG_DIRECTORY: 'mine.yaml', LIANFANG_SENSORS: '', LIANFANG_INDICATORS: '' });
    expect(files['LIANFANG_COUNTRIES']).toMatch(/countries\.csv$/);
  });

  it('takes each file that is named', () => {
    const named = {
      LIANFANG_DIRECTORY: 'mine.yaml',
      LIANFANG_COUNTRIES: 'countries.mmdb',
      LIANFANG_SENSORS: 'sensors.yaml',
      LIANFANG_INDICATORS: 'indicators.csv',
    };
    expect(demonstrationFiles(named)).toEqual(named);
  });

  it('takes an empty name for none where there may be none, and for the demonstration’s where there must be one', () => {
    const files = demonstrationFiles({
      LIANFANG_DIRECTORY: '',
      LIANFANG_COUNTRIES: '',
      LIANFANG_SENSORS: '',
      LIANFANG_INDICATORS: '',
    });
    expect(files).toMatchObject({ LIANFANG_SENSORS: '', LIANFANG_INDICATORS: '' });
    expect(files['LIANFANG_DIRECTORY']).toMatch(/directory\.yaml$/);
  });
});
