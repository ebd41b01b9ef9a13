import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@lianfang/contract';

/** What a person asked for. */
export type CommandLine = { readonly kind: 'help' } | { readonly kind: 'verify'; readonly heads: string | undefined };

export const USAGE = `Usage: npm run audit:verify -- [--heads FILE]

Looks at the whole audit: its chain in Elasticsearch, its log in Kafka, the heads that were published, side by side.

  --heads FILE   heads that somebody kept elsewhere: a JSON object a line, {"hash":"…","offset":12,"at":"…"}; the
                 hash is enough
  --help         this text

Settings are the gateway's: KAFKA_BROKERS, ELASTICSEARCH_NODE, LIANFANG_TOPIC_PREFIX, LIANFANG_INDEX_PREFIX and so on.
The last line is one JSON object. Exit status: 0 it is whole, 1 it is not, 2 it could not be looked at.
`;

/** Reads the arguments; a problem is one sentence for people. */
export function readCommandLine(args: readonly string[]): Result<CommandLine, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { heads: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: false,
    });
    return ok(values.help ? { kind: 'help' } : { kind: 'verify', heads: values.heads });
  } catch (error) {
    // `parseArgs` throws these with messages that are made for people.
    return err(error instanceof Error ? error.message : String(error));
  }
}
