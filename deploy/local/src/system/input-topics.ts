import { topicNames } from '@lianfang/contract';
import { parseDuration } from '@lianfang/platform/config';
import { LocalError } from '../process/local-error';
import type { StartOptions } from './start-options';
import type { InputTopic } from './topic-plans';

/** Where the demonstration's traffic goes. */
const DEMONSTRATED = topicNames().threatEvents;

/**
 * The topics of LIANFANG_TOPICS (`threat-events:7d,history:3650d`), else the one that sensors write to.
 *
 * @throws LocalError `LF-LOCAL-TOPICS` when a topic or its window is wrong or there twice, or traffic would go to none of them.
 */
export function inputTopics(
  { traffic }: Pick<StartOptions, 'traffic'>,
  env: NodeJS.ProcessEnv = process.env,
): readonly InputTopic[] {
  const inputs = (env['LIANFANG_TOPICS'] || `${DEMONSTRATED}:7d`).split(',').map(toInput);
  const names = new Set(inputs.map(({ topic }) => topic));
  if (names.size < inputs.length) throw refused('names a topic twice. Name each once, with one window.');
  if (traffic && !names.has(DEMONSTRATED)) {
    throw refused(`lacks ${DEMONSTRATED}, which demonstration traffic goes to. Add it, or start with --no-traffic.`);
  }
  return inputs;
}

function toInput(item: string): InputTopic {
  const [topic = '', lateness = '', ...more] = item.split(':');
  if (/^[\w.-]{1,200}$/.test(topic) && parseDuration(lateness) !== undefined && more.length === 0) {
    return { topic, lateness };
  }
  throw refused('must list topics as name:window, with commas between. Write it as threat-events:7d,history:3650d.');
}

function refused(reason: string): LocalError {
  return new LocalError('LF-LOCAL-TOPICS', `LIANFANG_TOPICS ${reason}`);
}
