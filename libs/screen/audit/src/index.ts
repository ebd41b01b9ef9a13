export { Audit } from './audit';
export { Investigations } from './investigations';
