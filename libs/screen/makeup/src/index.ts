export { MakeupCard, type MakeupSubject } from './makeup-card';
