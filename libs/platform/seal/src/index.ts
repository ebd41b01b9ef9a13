export { CookieSeal, type SealPurpose } from './cookie-seal';
export { NameSeal } from './name-seal';
export { readSealKeys, type SealKey } from './seal-keys';
