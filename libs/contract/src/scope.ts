import type { CENTRE_ONLY } from './system-alert';

/**
 * How far somebody sees: the centre, everything; people of a county, what is their county's. It is decided once for each
 * request (`libs/access`) and goes with every read: what is outside does not exist for whoever asks.
 */
export type Scope = typeof CENTRE_ONLY | { readonly county: string };
