import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dashboardPage } from './dashboard-page';

/** The built dashboard is not where it should be. */
export class DashboardError extends Error {
  readonly code = 'LF-DASHBOARD';

  constructor(folder: string) {
    super(
      `There is no index.html in ${folder}. Build the dashboard, or leave LIANFANG_DASHBOARD empty to serve only the API.`,
    );
    this.name = 'DashboardError';
  }
}

const YEAR_MS = 366 * 24 * 3_600_000;
/** The build puts a hash of the content in these names, so what they name never changes. */
const HASHED = /[-.][A-Z0-9]{8}\.\w+$/;
/** Addresses of ours that are no pages of the dashboard. */
const NOT_PAGES = /^\/(api|auth|health|identity|metrics|live)(\/|$)/;

/** Serves the built dashboard: its files, and `index.html` at every address that is a page of it. */
export async function serveDashboard(fastify: FastifyInstance, folder: string): Promise<void> {
  const root = resolve(folder);
  const index = join(root, 'index.html');
  if (!existsSync(index)) throw new DashboardError(root);
  await fastify.register(fastifyStatic, { root, serve: false, dotfiles: 'ignore' });
  fastify.get('/*', (request, reply) => answer(request, reply, index));
}

function answer(request: FastifyRequest, reply: FastifyReply, index: string): FastifyReply | Promise<FastifyReply> {
  const [path = '/'] = request.url.split('?');
  if (NOT_PAGES.test(path)) {
    reply.callNotFound();
    return reply;
  }
  const isPage = !path.slice(path.lastIndexOf('/')).includes('.') || path === '/index.html';
  if (isPage) return sendPage(reply, index);
  if (HASHED.test(path)) return reply.sendFile(path, { maxAge: YEAR_MS, immutable: true });
  return reply.header('cache-control', 'no-cache').sendFile(path, { cacheControl: false });
}

/** Read anew each time: a build may have been put in its place. */
async function sendPage(reply: FastifyReply, index: string): Promise<FastifyReply> {
  const { html, policy } = dashboardPage(await readFile(index, 'utf8'));
  return reply
    .header('cache-control', 'no-cache')
    .header('content-security-policy', policy)
    .type('text/html; charset=utf-8')
    .send(html);
}
