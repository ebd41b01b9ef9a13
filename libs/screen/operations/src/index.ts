export { Directories } from './directory-page';
export { Operations } from './operations';
