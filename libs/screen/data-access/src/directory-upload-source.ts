import { Injectable, inject } from '@angular/core';
import {
  directoryCheck,
  directoryText,
  directoryVersion,
  directoryVersions,
  type DirectoryCheck,
  type DirectoryOrder,
  type DirectoryText,
  type DirectoryVersion,
} from '@lianfang/contract';
import type { Answer } from './ask-server';
import { DIRECTORY_PATH } from './directory-source';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const EVERY = 30_000;

/**
 * Directories that are checked and taken, by REST. Whoever shows the versions starts and stops them; all but these takes a
 * strong sign-in.
 */
@Injectable()
export class DirectoryUploadSource {
  private readonly door = inject(ServerDoor);

  /** What is in force, and what was before. */
  readonly versions = new Polled(
    { path: () => `${DIRECTORY_PATH}/versions`, schema: directoryVersions, every: EVERY },
    this.door,
  );

  /** Changes nothing. */
  check(text: string): Promise<Answer<DirectoryCheck>> {
    return this.door.ask(`${DIRECTORY_PATH}/check`, directoryCheck, { order: { text } });
  }

  /** It is in force from then on; a problem with status 409 says that another is than it was compared with. */
  async take(order: DirectoryOrder): Promise<Answer<DirectoryVersion>> {
    const answer = await this.door.ask(DIRECTORY_PATH, directoryVersion, { method: 'PUT', order });
    // After a refusal, too: it may tell that somebody else was faster.
    if (answer.kind !== 'unreachable') await this.versions.refresh();
    return answer;
  }

  /** The text of a version; each look is told to the audit. */
  text(revision: number): Promise<Answer<DirectoryText>> {
    return this.door.ask(`${DIRECTORY_PATH}/text?revision=${revision}`, directoryText);
  }
}
