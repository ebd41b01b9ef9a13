// Prints the commands that give each program and each source its rights in Kafka, and no others:
//   node deploy/kafka/print-acls.mjs --bootstrap kafka-1:9093 --config admin.properties \
//     --inputs threat-events,firewall-events --source fw-taipei=firewall-events | sh
// Accounts are named after the programs: User:lianfang-collector and so on; a source's as it is given.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    bootstrap: { type: 'string', default: 'localhost:9092' },
    config: { type: 'string' },
    prefix: { type: 'string', default: '' },
    inputs: { type: 'string', default: 'threat-events' },
    source: { type: 'string', multiple: true, default: [] },
  },
});
const SAFE = /^[\w.:,=-]*$/;
for (const text of [values.bootstrap, values.prefix, values.inputs, ...values.source]) {
  if (!SAFE.test(text)) throw new Error(`${text}: only letters, digits and . _ - : , = are taken`);
}
const rights = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'acls.json'), 'utf8'));
const accounts = [
  ...Object.keys(rights)
    .filter((name) => name !== 'source')
    .map((name) => ({ account: `lianfang-${name}`, kind: name, topics: values.inputs.split(',') })),
  ...values.source.map((pair) => {
    const [account, topic] = pair.split('=');
    if (!account || !topic) throw new Error(`--source ${pair}: give it as account=topic`);
    return { account, kind: 'source', topics: [topic] };
  }),
];
for (const { account, kind, topics } of accounts) {
  for (const right of rights[kind]) {
    for (const name of namesOf(right, topics)) process.stdout.write(`${commandOf(account, right, name)}\n`);
  }
}

function namesOf({ topic, group, beginning }, topics) {
  const name = topic ?? group;
  const names = name.includes('{') ? topics.map((own) => name.replace(/\{\w+\}/, own)) : [name];
  // A tail's group carries the whole name of its topic.
  return names.map((one) => (beginning ? one.replace(/^tail-/, `tail-${values.prefix}`) : values.prefix + one));
}

function commandOf(account, { topic, beginning, may }, name) {
  return [
    ...['kafka-acls.sh', '--bootstrap-server', values.bootstrap],
    ...(values.config ? ['--command-config', values.config] : []),
    ...['--add', '--allow-principal', `User:${account}`, topic ? '--topic' : '--group', name],
    ...(beginning ? ['--resource-pattern-type', 'prefixed'] : []),
    ...may.flatMap((operation) => ['--operation', operation.replace(/-(\w)/g, (_, one) => one.toUpperCase())]),
  ].join(' ');
}
