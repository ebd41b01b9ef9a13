export { actorWords, deedWords, isOutside, viewWords } from './deed-words';
export { foldDeeds, type FoldedDeed } from './fold-deeds';
export { OnlookerCount } from './onlooker-count';
export { OnlookersCard } from './onlookers-card';
export { DEED_WORDS, type DeedWord } from './words';
