/** Injection tokens of what counties have set. */
export const COUNTY_SETTINGS_DESK = Symbol('COUNTY_SETTINGS_DESK');
/** By which names a directory is shown: a {@link CountySettingsBook}. */
export const COUNTY_SETTINGS_BOOK = Symbol('COUNTY_SETTINGS_BOOK');
export const ASSEMBLED_COUNTY_SETTINGS = Symbol('ASSEMBLED_COUNTY_SETTINGS');
