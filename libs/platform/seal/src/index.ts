export { CookieSeal, type SealPurpose } from './cookie-seal';
export { readSealKeys, type SealKey } from './seal-keys';
