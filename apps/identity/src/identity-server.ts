import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import type { Environment } from './environment';
import { ASSURANCE, MOUNT, providerConfiguration } from './provider-configuration';
import { fontAnswer } from './page-font';
import { SIGN_IN_STYLE, signInPage } from './sign-in-page';

const FONT = `${MOUNT}/font/`;
/** A form of one short field is not longer. */
const LONGEST_FORM_BYTES = 4 * 1024;
const SUBMIT_SCRIPT = "document.getElementById('op.logoutForm')?.submit();";

const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "script-src 'self'",
  // The answer to the form leads on to the gateway, which is here too.
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The development provider as an HTTP server: the sign-in page is ours, all else is the provider's. */
export function createIdentityServer(environment: Environment): Server {
  const provider = new Provider(new URL(MOUNT, environment.publicUrl).href, providerConfiguration(environment));
  // The gateway hands requests on and says how it was asked.
  provider.proxy = true;
  const answer = provider.callback();
  provider.on('server_error', (_context, error) => process.stderr.write(`${error.stack ?? error.message}\n`));
  provider.on('backchannel.error', (_context, error, client) =>
    process.stderr.write(`Ending a session at ${client.clientId}: ${error.message}\n`),
  );
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', environment.publicUrl).pathname;
    const own = ownAnswer({ path, request, response, provider, environment });
    if (own === undefined) {
      // Else the gateway's own policy would hold for the provider's pages, and they could send no form.
      response.setHeader('content-security-policy', PAGE_POLICY);
      return handOn(request, () => void answer(request, response));
    }
    own.catch((error: unknown) => refuse(response, error));
  });
}

interface Asked {
  readonly path: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly provider: Provider;
  readonly environment: Environment;
}

/** Undefined where the provider itself answers. */
function ownAnswer(asked: Asked): Promise<void> | undefined {
  const { path, request, response } = asked;
  if (path === '/health/ready') return send(response, 200, 'text/plain', 'ready');
  if (path === `${MOUNT}/sign-in.css`) return send(response, 200, 'text/css', SIGN_IN_STYLE);
  if (path === `${MOUNT}/submit.js`) return send(response, 200, 'text/javascript', SUBMIT_SCRIPT);
  if (path.startsWith(FONT)) return sendFont(response, path.slice(FONT.length));
  if (!path.startsWith(`${MOUNT}/sign-in/`)) return undefined;
  return request.method === 'POST' ? signIn(asked) : ask(asked);
}

async function ask({ request, response, provider, environment }: Asked): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const strong = params['acr_values'] === ASSURANCE.strong;
  await send(response, 200, 'text/html', signInPage({ uid, people: environment.people.people, strong }));
}

async function signIn({ request, response, provider, environment }: Asked): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const subject = new URLSearchParams(await readForm(request)).get('subject');
  if (!environment.people.people.some((person) => person.subject === subject)) {
    return send(
      response,
      400,
      'text/plain',
      'Nobody of that name is in the demonstration. Go back and choose a person.',
    );
  }
  const acr = params['acr_values'] === ASSURANCE.strong ? ASSURANCE.strong : ASSURANCE.usual;
  await provider.interactionFinished(request, response, { login: { accountId: subject ?? '', acr } });
}

/** The provider knows its paths without the place where it is mounted. */
function handOn(request: IncomingMessage, answer: () => void): void {
  const original = request as IncomingMessage & { originalUrl?: string };
  const asked = request.url ?? '/';
  original.originalUrl = asked;
  request.url = asked.replace(MOUNT, '') || '/';
  answer();
}

async function readForm(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LONGEST_FORM_BYTES) throw new Error('The form is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function sendFont(response: ServerResponse, path: string): Promise<void> {
  const font = await fontAnswer(path);
  if (!font) return send(response, 404, 'text/plain', 'There is no such font.');
  response.writeHead(200, { 'content-type': font.type, 'cache-control': 'public, max-age=86400' });
  response.end(font.bytes);
}

async function send(response: ServerResponse, status: number, type: string, text: string): Promise<void> {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

function refuse(response: ServerResponse, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  void send(response, 400, 'text/plain', `This sign-in can't go on (${reason}). Begin again at the dashboard.`);
}
