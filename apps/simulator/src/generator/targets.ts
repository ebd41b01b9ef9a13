import type { Agency, Directory } from '@lianfang/contract';
import { createRangeIndex, NOT_FOUND, parseCidr, type Cidr, type RangeIndex } from '@lianfang/locate';
import { windowOf, type AddressWindow } from './address-window';
import { fractionOf, hashOf, type Random } from './random';
import { WeightedChoice } from './weighted-choice';

/** The formats that sensors write. */
export type SensorFormat = 'suricata' | 'ecs';

/** A sensor in front of an agency. Its name is the key of its records. */
export interface Sensor {
  readonly name: string;
  readonly format: SensorFormat;
  readonly agency: string;
}

/** An agency as attackers see it. */
export interface Target {
  readonly agency: string;
  readonly county: string;
  /** How much of its county's attacks it draws, before a behaviour's own preference. */
  readonly weight: number;
  readonly sensors: readonly Sensor[];
  readonly windows: WeightedChoice<AddressWindow>;
}

/** A county as attackers see it. */
export interface CountyTargets {
  readonly county: string;
  /** Its part of the nation's background; the sum over all counties is 1. */
  readonly share: number;
  readonly targets: readonly Target[];
}

/** Attacks grow with the number of addresses, but not as fast. */
const GROWTH = 0.9;
/** Agencies of this size have two sensors. */
const TWO_SENSORS = 5_000;
const SURICATA_PART = 0.65;

/** Targets of a directory by county, in the directory's order. Counties and agencies without an address are left out. */
export function targetsOf(directory: Directory, seed: number, format: SensorFormat | 'mixed'): CountyTargets[] {
  const protectedIndex = indexOf(directory);
  const byCounty = new Map<string, Target[]>();
  directory.agencies.forEach((agency, position) => {
    const windows = windowsOf(agency, position, protectedIndex);
    if (windows.length === 0) return;
    const list = byCounty.get(agency.county) ?? [];
    byCounty.set(agency.county, list);
    list.push({
      agency: agency.id,
      county: agency.county,
      weight: weightOf(agency, seed),
      sensors: sensorsOf(agency, format),
      windows: new WeightedChoice(windows, windowWeight),
    });
  });
  const levels = [...byCounty].map(([county, targets]) => ({ county, targets, level: levelOf(county, targets, seed) }));
  const sum = levels.reduce((total, { level }) => total + level, 0);
  return levels.map(({ county, targets, level }) => ({ county, targets, share: level / sum }));
}

/** Ranges of addresses that the directory does not name, for attacks that can't be located. */
export function unlistedWindow(directory: Directory): AddressWindow | undefined {
  const index = indexOf(directory);
  return UNLISTED.map(range)
    .map((one) => windowOf(one, 4096))
    .find((window) => samples(window).every((address) => index.find(address) === NOT_FOUND));
}

/** Private and shared space in which directories seldom have anything. */
const UNLISTED = ['10.240.0.0/12', '172.31.0.0/16', '100.64.0.0/12'];

/** The wish of one behaviour for some agencies: the same each day, another for each behaviour. */
export function preferring(targets: readonly Target[], behaviour: string): WeightedChoice<Target> {
  return new WeightedChoice(targets, ({ agency, weight }) => weight * (0.5 + fractionOf('taste', behaviour, agency)));
}

/** A sensor of the target. */
export function sensorOf(target: Target, random: Random): Sensor {
  return target.sensors[random.below(target.sensors.length)] ?? (target.sensors[0] as Sensor);
}

function weightOf({ id, protectedAddresses }: Agency, seed: number): number {
  const luck = fractionOf(seed, 'agency', id);
  return Math.max(1, protectedAddresses) ** GROWTH * Math.exp(2.2 * (luck - 0.5));
}

function levelOf(county: string, targets: readonly Target[], seed: number): number {
  const sum = targets.reduce((total, { weight }) => total + weight, 0);
  return sum * (0.75 + 0.5 * fractionOf(seed, 'county', county));
}

function sensorsOf({ id, protectedAddresses }: Agency, format: SensorFormat | 'mixed'): Sensor[] {
  const count = protectedAddresses >= TWO_SENSORS ? 2 : 1;
  return Array.from({ length: count }, (_, at): Sensor => {
    const name = `ips-${id}-${at + 1}`;
    const own = hashOf('format', name) / 2 ** 32 < SURICATA_PART ? 'suricata' : 'ecs';
    return { name, agency: id, format: format === 'mixed' ? own : format };
  });
}

function indexOf({ agencies }: Directory): RangeIndex {
  const entries = agencies.flatMap(({ ranges }, value) => ranges.map((text) => ({ range: range(text), value })));
  return createRangeIndex(entries);
}

/** The parts of an agency's ranges that no narrower range takes away. */
function windowsOf(agency: Agency, position: number, index: RangeIndex): AddressWindow[] {
  return agency.ranges
    .map((text) => windowOf(range(text), Math.max(1, agency.protectedAddresses)))
    .filter((window) => samples(window).every((address) => index.find(address) === position));
}

function samples(window: AddressWindow): string[] {
  return Array.from({ length: 17 }, (_, at) => window.addressAt(Math.floor(((window.size - 1) * at) / 16)));
}

function windowWeight({ family, size }: AddressWindow): number {
  return family === 6 ? 1 : 4 + Math.sqrt(Math.min(size, 4096));
}

function range(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed.ok) return parsed.value;
  throw new Error(`LF-SIM-RANGE: ${parsed.error.reason}. Make the directory with parseDirectory.`);
}
