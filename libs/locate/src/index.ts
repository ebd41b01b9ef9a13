export type { FileProblem } from './problem';
export { OFFICIAL_COUNTIES } from './official-counties';
export { parseDirectory } from './parse-directory';
export { createCountryTable, readCountryRanges, type CountryRange, type CountryTable } from './country-table';
export { createLocator, type Locator } from './create-locator';
export { createRangeIndex, NOT_FOUND, type RangeIndex } from './range-index';
export { formatAddress, parseCidr, type Cidr } from './cidr';
export { parseSensors, type SensorEntry, type SensorFile, type SpeaksFor } from './parse-sensors';
export { createSensorRegistry, sensorProblems, type RegisteredSensor, type SensorRegistry } from './sensor-registry';
