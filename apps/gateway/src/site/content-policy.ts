/**
 * What a page of the dashboard may do: nothing is loaded from anywhere but here, no script and no style stands in it but
 * Angular's own, which carry this answer's nonce, and no text becomes markup (trusted types; `before-paint.js` makes the
 * policy `default`, which lets text without markup through).
 * @param nonce of this answer alone, in base64
 */
export function pagePolicy(nonce: string): string {
  return [
    ...NOTHING_FROM_OUTSIDE,
    `style-src 'self' 'nonce-${nonce}'`,
    // Angular and the charts set lengths and colours of single elements, which can neither load nor run anything here.
    "style-src-attr 'unsafe-inline'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types angular default',
  ].join('; ');
}

const NOTHING_FROM_OUTSIDE = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  // Pages have `<base href="/">`.
  "base-uri 'self'",
  "frame-ancestors 'none'",
];

/** The API's description for people: its library writes styles into the page and makes markup of text. */
export const DOCS_POLICY = [
  ...NOTHING_FROM_OUTSIDE.map((part) => (part.startsWith('img-src') ? `${part} data:` : part)),
  "style-src 'self' 'unsafe-inline'",
  "form-action 'none'",
].join('; ');

/** All that is no page: opened by itself it can do nothing, whatever it holds. */
export const DATA_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'sandbox',
].join('; ');
