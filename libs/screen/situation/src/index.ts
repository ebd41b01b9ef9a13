export { CountyMap } from './county-map';
export { shownPosture, type ShownPosture } from './posture-words';
export { RisingLines } from './rising-lines';
export { silentSensors } from './sensor-counts';
export { Situation } from './situation';
export { SituationState } from './situation-state';
export { Sparkline } from './sparkline';
