import { Injectable, inject } from '@angular/core';
import type { ExportOrder } from '@lianfang/contract';
import { z } from 'zod';
import type { Answer } from './ask-server';
import { ServerDoor } from './server-door';

/** Says that figures of a screen are about to be saved as a file: the audit has the entry when the answer comes. */
@Injectable({ providedIn: 'root' })
export class TellExport {
  private readonly door = inject(ServerDoor);

  /** Without an answer no file is to be made. A problem of 403 may ask for a stronger sign-in, or for a purpose. */
  tell(order: ExportOrder, purpose?: string): Promise<Answer<unknown>> {
    return this.door.ask('/api/v1/exports', z.unknown(), { order, purpose });
  }
}
