import { z } from 'zod';

/** One line of plain text that people wrote; blanks at its ends are not counted. */
export function plainLine(longest: number) {
  return z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(longest, `${longest} characters at most`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'plain text, please: no control characters');
}
