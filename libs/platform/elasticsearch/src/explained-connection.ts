import { errors, UndiciConnection, type ClientOptions } from '@elastic/elasticsearch';
import { explainTls } from '@lianfang/platform/tls';
import type { ElasticsearchLink } from './elasticsearch-environment';

type Params = Parameters<UndiciConnection['request']>[0];
type Options = Parameters<UndiciConnection['request']>[1];

/**
 * Connections that send the key or password as its file says now, so that a new one needs no restart, and whose errors
 * say what to do where TLS fails.
 */
export function explainedConnection({ authorization }: ElasticsearchLink): NonNullable<ClientOptions['Connection']> {
  return class ExplainedConnection extends UndiciConnection {
    // The client asks for a stream or for text by its options; both pass.
    override async request(params: Params, options: Options): Promise<never> {
      try {
        const headers = authorization && { ...params.headers, authorization: authorization() };
        return (await super.request(headers ? { ...params, headers } : params, options)) as never;
      } catch (error) {
        throw explained(error, this.url.host);
      }
    }
  };
}

function explained(error: unknown, host: string): unknown {
  if (!(error instanceof errors.ConnectionError)) return error;
  const text = explainTls(error.message, {
    name: `the Elasticsearch node ${host}`,
    prefix: 'ELASTICSEARCH',
    address: 'ELASTICSEARCH_NODE',
    withoutTls: 'let ELASTICSEARCH_NODE begin with http',
  });
  return text === undefined ? error : new errors.ConnectionError(text);
}
