export { FieldPicker, type FieldPickerOptions } from './field-picker';
export type { FieldKind, Picked, WantedFields } from './field-plan';
export { CONTAINER_SLOTS } from './scanner';
