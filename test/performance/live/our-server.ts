import 'reflect-metadata';
import { openLiveHouse, type LiveHouse } from '../../live/live-house';
import { answerQuestions } from './child-process';
import { monotonic } from './clock';
import { PublishedStates, usage } from './published-states';
import type { ServerQuestions } from './questions';

/** The program under measurement: the gateway's live path. */
const source = new PublishedStates();
let house: LiveHouse | undefined;

answerQuestions<ServerQuestions>({
  start: async (files) => {
    house = await openLiveHouse({ ...files, source });
    return { port: house.port };
  },
  usage,
  cut: () => {
    const at = monotonic();
    house?.cut();
    return { at };
  },
  published: () => source.noted(),
});
