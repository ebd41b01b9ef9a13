import { randomUUID } from 'node:crypto';
import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createFirstAnswerStore, createTransmissionStore, type TransmissionStore } from '@lianfang/store';
import { DAY_MS, HOUR_MS } from '@lianfang/views';
import type { Environment } from '../environment';
import type { ServiceLog } from '../service-log';
import { FirstAnswerDesk } from './first-answer-desk';
import { QuotaBook } from './quota-book';
import { QuotasFile, quotaFor } from './quotas-file';
import { TransmissionBook } from './transmission-book';
import { TransmissionKeeper } from './transmission-keeper';

/** What programs need, joined. */
export interface AssembledMachine {
  readonly book: TransmissionBook;
  readonly quotas: QuotaBook;
  readonly transmissions: TransmissionStore;
  readonly firstAnswers: FirstAnswerDesk;
  start(): void;
  stop(): Promise<void>;
}

/** Joins the parts; nothing is connected before `start`. @throws FollowedFileError on a bad file */
export function assembleMachine(environment: Environment, log: ServiceLog): AssembledMachine {
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const run = randomUUID();
  const now = (): number => Date.now();
  const transmissions = createTransmissionStore(client, names);
  const book = new TransmissionBook(run);
  const keepMs = environment.LIANFANG_KEEP_TRANSMISSIONS * DAY_MS;
  const keeper = new TransmissionKeeper({ book, store: transmissions, keepMs, log, now });
  const file = environment.LIANFANG_QUOTAS === undefined ? undefined : new QuotasFile(environment.LIANFANG_QUOTAS, log);
  const forAll = { requests: environment.LIANFANG_QUOTA_REQUESTS, bytes: environment.LIANFANG_QUOTA_BYTES };
  const quotas = new QuotaBook({
    quotaOf: (program) => quotaFor(program, forAll, file?.current),
    own: (program, at) => book.usedOn(program, at),
    others: (program, since) => transmissions.used(program, since, run),
    now,
  });
  const firstAnswers = new FirstAnswerDesk({ store: createFirstAnswerStore(client, names), owner: run, now });
  let sweeping: NodeJS.Timeout | undefined;
  return {
    book,
    quotas,
    transmissions,
    firstAnswers,
    start: () => {
      file?.watch();
      keeper.start();
      sweeping = setInterval(() => {
        firstAnswers.forget().catch((error: unknown) => log.warn(`Old answers are not dropped yet: ${String(error)}`));
      }, HOUR_MS);
    },
    stop: async () => {
      clearInterval(sweeping);
      file?.close();
      await keeper.stop();
      await client.close();
    },
  };
}
