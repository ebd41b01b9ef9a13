export { compareWithYesterday } from './compare-with-yesterday';
export { COMPONENT_COSTS, MOST_POINTS } from './component-costs';
export { POSTURE_FORMULA, scorePosture, type PostureFacts } from './score-posture';
