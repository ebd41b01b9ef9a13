export { SENSORS_PLACE, nextSteps } from './next-steps';
export { PostureCard } from './posture-card';
