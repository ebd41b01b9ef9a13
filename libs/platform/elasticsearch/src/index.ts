export { createElasticsearch } from './create-elasticsearch';
export {
  elasticsearchEnvironment,
  readElasticsearchLink,
  type ElasticsearchSettings,
} from './elasticsearch-environment';
