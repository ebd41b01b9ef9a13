import { readFileSync } from 'node:fs';
import { ConfigError } from '@lianfang/platform/config';
import { Secret, TlsFiles } from '@lianfang/platform/tls';
import { z } from 'zod';

const NODES_RULE = 'must be one or more addresses such as https://es-1:9200, with commas between';
const NODES_SECRET = 'must hold no password; set ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD_FILE';

/** Environment variables of a connection to Elasticsearch; spread it into an app's schema. */
export const elasticsearchEnvironment = {
  /** Addresses of one or more nodes of the same cluster, with commas between. */
  ELASTICSEARCH_NODE: z
    .string(NODES_RULE)
    .refine((text) => nodesIn(text).every(isAddress), NODES_RULE)
    .refine((text) => nodesIn(text).every((node) => !/\/\/[^/]*@/.test(node)), NODES_SECRET),
  /** The encoded form of an API key, as Elasticsearch gives it. */
  ELASTICSEARCH_API_KEY: z.string().optional(),
  /** Path of a file that holds the API key, in place of `ELASTICSEARCH_API_KEY`. */
  ELASTICSEARCH_API_KEY_FILE: z.string().optional(),
  ELASTICSEARCH_USERNAME: z.string().optional(),
  ELASTICSEARCH_PASSWORD: z.string().optional(),
  /** Path of a file that holds the password, in place of `ELASTICSEARCH_PASSWORD`. */
  ELASTICSEARCH_PASSWORD_FILE: z.string().optional(),
  /** Path of a PEM file with the certificate authorities of the cluster; without it those that Node knows. */
  ELASTICSEARCH_CA_FILE: z.string().optional(),
};

export type ElasticsearchSettings = z.infer<z.ZodObject<typeof elasticsearchEnvironment>>;

/** The settings as they are used. */
export interface ElasticsearchLink {
  readonly nodes: readonly string[];
  /** PEM text. */
  readonly ca: string | undefined;
  /** Gives the value of the header `Authorization` as the files say now; undefined: none is sent. */
  readonly authorization: (() => string) | undefined;
}

/** @throws ConfigError where settings contradict each other or a file can't be used. */
export function readElasticsearchLink(
  settings: Omit<ElasticsearchSettings, 'ELASTICSEARCH_NODE'> & { readonly ELASTICSEARCH_NODE?: string | undefined },
): ElasticsearchLink {
  const nodes = nodesIn(settings.ELASTICSEARCH_NODE ?? '');
  const { ELASTICSEARCH_CA_FILE: ca } = settings;
  if (ca !== undefined) {
    if (nodes.some((node) => node.startsWith('http:'))) {
      throw new ConfigError(['ELASTICSEARCH_NODE: must begin with https, because ELASTICSEARCH_CA_FILE is set']);
    }
    // Looks at the file, and says what is wrong with it.
    new TlsFiles({ prefix: 'ELASTICSEARCH', ca });
  }
  return {
    nodes,
    ca: ca === undefined ? undefined : readFileSync(ca, 'utf8'),
    authorization: authorizationOf(settings),
  };
}

function authorizationOf(settings: Omit<ElasticsearchSettings, 'ELASTICSEARCH_NODE'>): (() => string) | undefined {
  const { ELASTICSEARCH_USERNAME: username } = settings;
  const key = Secret.from({
    name: 'ELASTICSEARCH_API_KEY',
    value: settings.ELASTICSEARCH_API_KEY,
    file: settings.ELASTICSEARCH_API_KEY_FILE,
  });
  const password = Secret.from({
    name: 'ELASTICSEARCH_PASSWORD',
    value: settings.ELASTICSEARCH_PASSWORD,
    file: settings.ELASTICSEARCH_PASSWORD_FILE,
  });
  if ((username === undefined) !== (password === undefined)) {
    throw new ConfigError(['ELASTICSEARCH_USERNAME, ELASTICSEARCH_PASSWORD or …_PASSWORD_FILE: must be set together']);
  }
  if (key !== undefined && password !== undefined) {
    throw new ConfigError(['ELASTICSEARCH_API_KEY, ELASTICSEARCH_USERNAME: must not both be set; choose one']);
  }
  if (key !== undefined) return () => `ApiKey ${key.current()}`;
  if (password === undefined) return undefined;
  return () => `Basic ${Buffer.from(`${username}:${password.current()}`).toString('base64')}`;
}

function nodesIn(text: string): string[] {
  return text.split(',').flatMap((node) => node.trim() || []);
}

function isAddress(node: string): boolean {
  return URL.canParse(node) && /^https?:$/.test(new URL(node).protocol);
}
