export { SENSORS_PLACE, nextSteps } from './next-steps';
export { PostureCard } from './posture-card';
export { LEVEL_SIGNS, postureLevel, type PostureLevel } from './posture-level';
export { POSTURE_WORDS, type PostureWord } from './words';
