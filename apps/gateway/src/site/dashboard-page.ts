import { randomBytes } from 'node:crypto';
import { pagePolicy } from './content-policy';

const NONCE_BYTES = 16;
/** The element of the dashboard's root; Angular reads the nonce of its styles from it. */
const ROOT = '<lf-root>';

/** A page as it is sent, with the policy that belongs to it. */
export interface DashboardPage {
  readonly html: string;
  readonly policy: string;
}

/**
 * The dashboard's page with a nonce of its own: so it is never kept by a browser.
 * @param template the built `index.html`
 */
export function dashboardPage(template: string): DashboardPage {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return { html: template.replace(ROOT, `<lf-root ngCspNonce="${nonce}">`), policy: pagePolicy(nonce) };
}
