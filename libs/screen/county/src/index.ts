export { County } from './county';
