/** A piece of a stranger's text: as it is, or the name of a character that does not print. */
export interface InertPart {
  readonly text: string;
  /** True for `⟦U+202E⟧`, which stands for a character. */
  readonly named: boolean;
}

/** What does not print, or changes how its neighbours are read; and the bracket that marks it here. As the gateway has it. */
const NOT_INERT = /[\p{C}\p{Zl}\p{Zp}\u2800\u3164\u115f\u1160\uffa0⟦]|(?![ \u3000])\p{Zs}/gu;
/** Real languages put a few marks on a letter; a tower of them covers the lines around it. */
const TOWER = /(?<=\p{M}{3})\p{M}/gu;
const NAME = /(⟦U\+[0-9A-F]{4,6}⟧)/;

/** Text of strangers as it may be shown: control characters, bidirectional overrides and the like written out. */
export function inertText(text: string): string {
  return text.toWellFormed().replace(NOT_INERT, nameOf).replace(TOWER, nameOf);
}

/** An inert text in pieces, so that what was written out can be told from what was there. */
export function inertParts(inert: string): readonly InertPart[] {
  return inert
    .split(NAME)
    .map((text, index) => ({ text, named: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

function nameOf(character: string): string {
  return `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`;
}
