/** What one server, or another Java program, is made of. */
export interface JarSet {
  /** The name of the cache folder; `elasticsearch` gets its transport module too. */
  readonly name: string;
  /** Holds `pom.xml` and the launcher's source; the folder of that name below `deploy/local/servers` without it. */
  readonly folder?: string;
  /** For messages. */
  readonly title: string;
  /** The Java source that starts it, compiled once. */
  readonly launcher: string;
  /** The class files are made for this Java and newer. */
  readonly release: number;
}

/** A server's jars, ready to start. */
export interface PreparedJars {
  /** The cache folder: `lib`, `classes`, and for Elasticsearch `modules` and `plugins`. */
  readonly home: string;
}

export const KAFKA_JARS: JarSet = { name: 'kafka', title: 'Kafka 4.3.0', launcher: 'KafkaLauncher', release: 17 };

export const ELASTICSEARCH_JARS: JarSet = {
  name: 'elasticsearch',
  title: 'Elasticsearch 9.2.0',
  launcher: 'ElasticsearchLauncher',
  release: 21,
};
