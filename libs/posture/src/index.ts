export { scorePosture, type PostureFacts } from './score-posture';
