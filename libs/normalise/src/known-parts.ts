import { CONTAINER_SLOTS, type FieldPicker } from '@lianfang/json-fields';
import { isObject, type JsonObject } from './source-record';

/**
 * What follows from an object that comes again and again, such as the alert of a rule: read once for as long as the picker
 * knows the object. Nobody changes one after it was read.
 */
export class KnownParts<T> {
  private readonly objects = new Array<unknown>(CONTAINER_SLOTS).fill(undefined);
  private readonly parts = new Array<T | undefined>(CONTAINER_SLOTS).fill(undefined);

  /** @param place of the object in a text. @param read a pure function. */
  constructor(
    private readonly picker: FieldPicker,
    private readonly place: number,
    private readonly read: (object: JsonObject) => T,
  ) {}

  /** Of the text that was scanned last; null where nothing is known of what stands there. */
  get(): T | null {
    const object = this.picker.knownAt(this.place);
    if (!isObject(object)) return null;
    const slot = this.picker.slotAt(this.place);
    if (this.objects[slot] !== object) {
      this.objects[slot] = object;
      this.parts[slot] = this.read(object);
    }
    return this.parts[slot] as T;
  }
}
