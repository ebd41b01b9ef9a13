/** Injection tokens of the gateway's parts. */
export const ASSEMBLED = Symbol('ASSEMBLED');
export const FIGURES = Symbol('FIGURES');
export const LIVE_SERVER = Symbol('LIVE_SERVER');
export const DIRECTORY_FILE = Symbol('DIRECTORY_FILE');
export const SERIES_DESK = Symbol('SERIES_DESK');
export const BREAKDOWN_DESK = Symbol('BREAKDOWN_DESK');
export const NORMALS_DESK = Symbol('NORMALS_DESK');
export const SKETCH_DESK = Symbol('SKETCH_DESK');
export const SENSOR_DESK = Symbol('SENSOR_DESK');
export const EVIDENCE_DESK = Symbol('EVIDENCE_DESK');
export const POSTURE_DESK = Symbol('POSTURE_DESK');
export const MIDDLE_DESK = Symbol('MIDDLE_DESK');
export const SOURCES_DESK = Symbol('SOURCES_DESK');
