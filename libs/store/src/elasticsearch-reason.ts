import { errors } from '@elastic/elasticsearch';

const FLOOD_STAGE =
  'a disk of Elasticsearch is above its flood-stage watermark and its indices are read-only. This is not load: free disk, ' +
  'add a node or shorten retention. The block goes by itself once the disk is below the high watermark';
const REBUILD =
  'a rebuild is putting other indices in place, which takes seconds. If none is at work it died: npm run rebuild -- --abort ' +
  'frees the indices that it left blocked';
const MAY_NOT: Readonly<Record<number, string>> = {
  401: 'LF-ES-SIGN-IN: Elasticsearch does not know our API key or password. Look at ELASTICSEARCH_API_KEY or its file, and whether the key has expired',
  403: 'LF-ES-RIGHTS: our key or account may not do this. Give it the rights that docs/operations lists',
};

/** Why Elasticsearch did not do what it was asked, in words, with what to do where somebody has to do something. */
export function elasticsearchReason(error: unknown): string {
  if (!(error instanceof errors.ResponseError)) return error instanceof Error ? error.message : 'unknown reason';
  const status = error.statusCode ?? 0;
  const { error: told } = (error.body ?? {}) as { readonly error?: { readonly reason?: string } };
  const words = `${error.message}${told?.reason ? `: ${told.reason}` : ''}`.replaceAll('\n', ' ');
  const mayNot = MAY_NOT[status];
  if (mayNot && !words.includes('cluster_block_exception')) return firstLine(`${mayNot} (status ${status}: ${words})`);
  return withAdvice(`status ${status}: ${words}`);
}

/** Says what a block means: with status 429 it is easily taken for load. */
export function withAdvice(reason: string): string {
  if (isWriteBlock(reason)) return `${REBUILD} (${firstLine(reason)})`;
  return isFloodStage(reason) ? `${FLOOD_STAGE} (${firstLine(reason)})` : firstLine(reason);
}

function isWriteBlock(reason: string): boolean {
  return reason.includes('cluster_block_exception') && reason.includes('FORBIDDEN/8/index write');
}

function isFloodStage(reason: string): boolean {
  return reason.includes('cluster_block_exception') && /flood.stage|read.only.allow.delete|\/12\//i.test(reason);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 500);
}
