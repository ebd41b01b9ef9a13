/** Where nobody said where to go. */
export const HOME = '/';
const LONGEST = 2_000;

/**
 * The page to show after signing in. Only a path of ours: whatever a browser would take for another site (`//host`,
 * `/\host`, a scheme, control characters) is the first page.
 */
export function returnPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > LONGEST || !asked.startsWith('/')) return HOME;
  const base = 'http://ours.invalid';
  if (!URL.canParse(asked, base)) return HOME;
  const { origin, pathname, search, hash } = new URL(asked, base);
  if (origin !== base || pathname.startsWith('//') || pathname.startsWith('/auth/')) return HOME;
  return `${pathname}${search}${hash}`;
}
