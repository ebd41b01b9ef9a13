export { SENSORS_PLACE } from './next-steps';
export { PostureCard } from './posture-card';
