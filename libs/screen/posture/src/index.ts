export { SENSORS_PLACE, TODAY_PLACE } from './next-steps';
export { POSTURE_LEVELS, postureLevel, type PostureLevel } from './posture-level';
export { PostureCard } from './posture-card';
