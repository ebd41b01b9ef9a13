import { createLocator, createSensorRegistry } from '@lianfang/locate';
import { carriedVersions, createNormaliser, type Normaliser } from '@lianfang/normalise';
import type { Pin, PinStore } from '@lianfang/store';
import type { Stages } from '../pipeline';
import type { ServiceLog } from '../service-log';
import type { ReferenceData, ReferenceHashes } from './reference-data';

/** A chunk is pinned to something that this release does not carry. */
export class UnservablePinError extends Error {
  readonly code = 'LF-PIN-NORMALISER';

  constructor(wanted: string) {
    super(
      `A chunk is pinned to normaliser ${wanted}, and this release carries ${carriedVersions().join(' and ')}. ` +
        'The partition waits: start a release that carries it until the chunk is past, then this one.',
    );
    this.name = 'UnservablePinError';
  }
}

/** LIANFANG_NORMALISER names a version that this release does not carry. */
export class UnknownNormaliserError extends Error {
  readonly code = 'LF-NORMALISER-VERSION';

  constructor(setting: string) {
    super(
      `LIANFANG_NORMALISER is ${setting}, and this release carries ${carriedVersions().join(' and ')}. ` +
        'Set it to auto, newest, or one of these numbers, and start again.',
    );
    this.name = 'UnknownNormaliserError';
  }
}

/**
 * The version that new chunks are pinned to, where the setting names it.
 * @param setting `auto`, `newest`, or the number before the colon of a version.
 * @returns undefined for `auto`: ask {@link prevailingNormaliser}. @throws UnknownNormaliserError
 */
export function namedNormaliser(setting: string): string | undefined {
  if (setting === 'auto') return undefined;
  const [newest] = carriedVersions();
  const named = setting === 'newest' ? newest : carriedVersions().find((version) => version.startsWith(`${setting}:`));
  if (named === undefined) throw new UnknownNormaliserError(setting);
  return named;
}

/** The newest carried version that any pin names, so that the release before can still take over; else the newest. */
export async function prevailingNormaliser(pins: PinStore, log: ServiceLog): Promise<string> {
  const [newest = ''] = carriedVersions();
  const inUse = new Set(await pins.normalisersInUse());
  const chosen = carriedVersions().find((version) => inUse.has(version)) ?? newest;
  if (chosen !== newest) {
    log.warn(
      `New chunks stay with normaliser ${chosen}, as the store has it; this release also carries ${newest}. ` +
        'Set LIANFANG_NORMALISER=newest on all collectors to switch it on; the release before cannot take over after that.',
    );
  }
  return chosen;
}

/**
 * What a pin of this version names of the reference data. Version 1 knew no sensor file: the release before, which may count
 * the chunk again, would pass over it.
 */
export function pinnedReference(current: ReferenceHashes, normaliser: string): ReferenceHashes {
  const { directory, countries } = current;
  return normaliser.startsWith('1:') ? { directory, countries } : current;
}

/** Makes the stages that a pin names. Chunks with the same pin share them. */
export class StageLibrary {
  private readonly normalisers = new Map<string, Normaliser>();
  private readonly made = new Map<string, Promise<Stages>>();

  /** @param topicPrefix of the installation: the sensor file names topics without it. */
  constructor(
    private readonly reference: ReferenceData,
    private readonly topicPrefix = '',
  ) {}

  /** @throws UnservablePinError, or when the store no longer has what the pin names. */
  stagesFor(pin: Pin): Promise<Stages> {
    const topic = pin.sensors === undefined ? undefined : pin.topic;
    const key = JSON.stringify([topic, pin.directory, pin.countries, pin.normaliser, pin.sensors, pin.limits]);
    const known = this.made.get(key);
    if (known) return known;
    const making = this.make(pin);
    this.made.set(key, making);
    making.catch(() => this.made.delete(key));
    return making;
  }

  private async make(pin: Pin): Promise<Stages> {
    const normaliser = this.normaliser(pin.normaliser);
    const { directory, countries, sensors } = await this.reference.named(pin);
    const topic = pin.topic.slice(this.topicPrefix.length);
    return {
      normaliser,
      locator: createLocator(directory, countries),
      sensors: sensors && createSensorRegistry(sensors, directory, topic),
      limits: pin.limits,
    };
  }

  private normaliser(version: string): Normaliser {
    const known = this.normalisers.get(version);
    if (known) return known;
    if (!carriedVersions().includes(version)) throw new UnservablePinError(version);
    const made = createNormaliser({ version });
    this.normalisers.set(version, made);
    return made;
  }
}
