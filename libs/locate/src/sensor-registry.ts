import { CENTRE_ONLY, rejection, type Directory, type Location, type Rejection } from '@lianfang/contract';
import type { SensorEntry, SensorFile } from './parse-sensors';
import type { FileProblem } from './problem';

/** A sensor as the registry of one topic knows it. */
export interface RegisteredSensor {
  readonly entry: SensorEntry;
  /** Its place among those of the registry, from 0. */
  readonly index: number;
  /** Code of the county that all it may speak for lies in; `centre` where that is several, or the nation. */
  readonly county: string;
  /** False when it may not write to this topic. */
  readonly mayWrite: boolean;
  /** The only format that its records may state; undefined: any. */
  readonly format: string | undefined;
  /** Ids of the agencies that it may speak for; undefined: all. */
  readonly agencies: ReadonlySet<string> | undefined;
}

/** Says who writes to a topic, and what they may say. What it answers follows from the files and the topic alone. */
export interface SensorRegistry {
  /** Of the file: what a pin names. */
  readonly hash: string;
  /** IANA zone of sensors that state none, and of unregistered ones. */
  readonly timeZone: string;
  /** True when what is refused depends on where an event belongs, and so on the directory. */
  readonly looksAtPlaces: boolean;
  readonly sensors: ReadonlyMap<string, RegisteredSensor>;
  /**
   * Why an event can't be counted as its sensor's; undefined: it can be.
   * @param sensor undefined: it is not registered. @param format as the record itself states it.
   */
  refusalOf(
    sensor: RegisteredSensor | undefined,
    format: string | undefined,
    location: Location,
  ): Rejection | undefined;
}

/** The registry of one topic. @param topic its name without the prefix of the installation. */
export function createSensorRegistry(file: SensorFile, directory: Directory, topic: string): SensorRegistry {
  const sensors = new Map<string, RegisteredSensor>();
  for (const entry of file.sensors.values())
    sensors.set(entry.id, { ...registered(entry, directory, topic), index: sensors.size });
  const rejectsUnregistered = file.unregistered === 'reject';
  return {
    hash: file.hash,
    timeZone: file.timeZone,
    looksAtPlaces: [...sensors.values()].some(({ agencies }) => agencies !== undefined),
    sensors,
    refusalOf: (sensor, format, location) => {
      if (sensor !== undefined) return refusalOf(sensor, format, location);
      return rejectsUnregistered ? UNREGISTERED : undefined;
    },
  };
}

/** What the file names and the directory does not have, with its line. */
export function sensorProblems(file: SensorFile, directory: Directory): FileProblem[] {
  const counties = new Set(directory.counties.map(({ code }) => code));
  const agencies = new Set(directory.agencies.map(({ id }) => id));
  return [...file.sensors.values()].flatMap(({ id: sensor, speaksFor }) => {
    if (speaksFor === 'nation') return [];
    const problem = (what: string, id: string): string =>
      `sensor ${JSON.stringify(sensor)}: the directory has no ${what} ${JSON.stringify(id)}; correct it here or there`;
    return [
      ...speaksFor.counties
        .filter(({ id }) => !counties.has(id))
        .map(({ id, line }) => ({
          ...{ line, reason: problem('county', id), code: 'sensor-county' as const },
          values: { line: String(line), id: sensor, county: id },
        })),
      ...speaksFor.agencies
        .filter(({ id }) => !agencies.has(id))
        .map(({ id, line }) => ({
          ...{ line, reason: problem('agency', id), code: 'sensor-agency' as const },
          values: { line: String(line), id: sensor, agency: id },
        })),
    ];
  });
}

const UNREGISTERED = rejection(
  'sensor-unregistered',
  'the sensor is not in the registry, which says `unregistered: reject`',
);
const WRONG_TOPIC = rejection('sensor-not-allowed', 'the registry does not let this sensor write to this topic');

function refusalOf(
  { mayWrite, format: only, agencies }: RegisteredSensor,
  format: string | undefined,
  { agency, initiatorAgency }: Location,
): Rejection | undefined {
  if (!mayWrite) return WRONG_TOPIC;
  if (only !== undefined && format !== undefined && format !== only) {
    return rejection(
      'sensor-not-allowed',
      `the registry has ${only} as the format of this sensor, not what the header states`,
    );
  }
  // What is at no agency harms none; who began it may be the side that the sensor stands at.
  if (agencies === undefined || agency === undefined || agencies.has(agency)) return undefined;
  if (initiatorAgency !== undefined && agencies.has(initiatorAgency)) return undefined;
  return rejection('sensor-not-allowed', `the registry does not let this sensor speak for the agency ${agency}`);
}

function registered(entry: SensorEntry, directory: Directory, topic: string): Omit<RegisteredSensor, 'index'> {
  const { speaksFor, topics, format, bindsFormat } = entry;
  const common = {
    entry,
    mayWrite: topics === undefined || topics.includes(topic),
    format: bindsFormat ? format : undefined,
  };
  if (speaksFor === 'nation') return { ...common, county: CENTRE_ONLY, agencies: undefined };
  const counties = new Set(speaksFor.counties.map(({ id }) => id));
  const named = new Set(speaksFor.agencies.map(({ id }) => id));
  const own = directory.agencies.filter(({ id, county }) => counties.has(county) || named.has(id));
  for (const { county } of own) counties.add(county);
  const [only] = counties;
  return {
    ...common,
    county: counties.size === 1 && only !== undefined ? only : CENTRE_ONLY,
    agencies: new Set(own.map(({ id }) => id)),
  };
}
