import { z } from 'zod';

/** An instant in a question. The message is for who asks: instants without a zone are what is most often wrong. */
export const askedInstant = z.iso.datetime({
  offset: true,
  error: 'an instant in ISO 8601 with zone is wanted, such as 2026-11-22T12:00:00+08:00',
});
