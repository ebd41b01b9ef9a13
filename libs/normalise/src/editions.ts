import { cef } from './cef/cef';
import { cisco } from './cisco/cisco';
import { checkpoint } from './checkpoint/checkpoint';
import { ecs } from './ecs/ecs';
import { fortigate } from './fortigate/fortigate';
import { ocsf } from './ocsf/ocsf';
import { panos } from './panos/panos';
import { snortJson } from './snort/snort-json';
import { snortRow } from './snort/snort-row';
import type { SourceFormat } from './source-format';
import { suricata } from './suricata/suricata';
import { zeekJson } from './zeek/zeek-json';
import { zeekRow } from './zeek/zeek-row';

/**
 * One way of reading records, for good. A chunk's pin names it, so that a chunk that was begun under one edition is never
 * finished under another. A release carries the edition before beside its own, so that one can upgrade with traffic
 * flowing, and go back.
 */
export interface Edition {
  /** Raised with every change that makes a record read differently. */
  readonly number: number;
  /** In the order in which they are asked whether they recognise a record. */
  readonly formats: readonly SourceFormat[];
  /** False: only JSON documents are read. */
  readonly readsText: boolean;
}

const FIRST: Edition = { number: 1, formats: [suricata, ecs], readsText: false };

/** The edition of this release. */
export const CURRENT_EDITION: Edition = {
  number: 2,
  // Formats whose records begin in one way only come first: the others look further into a line, where strangers write, too.
  formats: [panos, zeekRow, snortRow, cisco, fortigate, checkpoint, cef, suricata, ocsf, zeekJson, snortJson, ecs],
  readsText: true,
};

/** All that this release carries, oldest first. */
export const EDITIONS: readonly Edition[] = [FIRST, CURRENT_EDITION];
