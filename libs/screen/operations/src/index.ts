export { Operations } from './operations';
