import { Client, type ClientOptions } from '@elastic/elasticsearch';
import { readElasticsearchLink, type ElasticsearchSettings } from './elasticsearch-environment';
import { explainedConnection } from './explained-connection';

/**
 * A client for a stock Elasticsearch 9 as well as for the server from jars. Retries are left to the callers, who know
 * which writes may be repeated.
 * @throws ConfigError where settings contradict each other, or a file that they name can't be used.
 */
export function createElasticsearch(settings: ElasticsearchSettings): Client {
  const link = readElasticsearchLink(settings);
  const options: ClientOptions = {
    nodes: [...link.nodes],
    maxRetries: 0,
    requestTimeout: 30_000,
    compression: false,
    Connection: explainedConnection(link),
  };
  if (link.ca !== undefined) options.tls = { ca: link.ca };
  return new Client(options);
}
