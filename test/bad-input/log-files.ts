import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32c } from '../performance/log/crc32c';

/** Kafka protocol guide, "Record Batch": where things stand in a batch. */
const LENGTH_AT = 8;
const LENGTH_END = 12;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
const COUNT_AT = 57;
const RECORDS_AT = 61;
const CODEC_MASK = 0x07;

/**
 * Changes the batch that begins at `offset`, where a broker keeps it. The broker itself refuses a batch that it can't read,
 * so this is how one gets into a log: a disk that lies, another program, a broker's fault.
 * @param folder of the broker's logs.
 */
export function spoilBatch(
  { folder, topic, partition, offset }: { folder: string; topic: string; partition: number; offset: number },
  spoil: (batch: Buffer) => void,
): void {
  const path = join(folder, `${topic}-${partition}`, '00000000000000000000.log');
  const log = readFileSync(path);
  for (let at = 0; at + RECORDS_AT < log.length; at += LENGTH_END + log.readInt32BE(at + LENGTH_AT)) {
    if (Number(log.readBigInt64BE(at)) !== offset) continue;
    const batch = log.subarray(at, at + LENGTH_END + log.readInt32BE(at + LENGTH_AT));
    spoil(batch);
    batch.writeUInt32BE(crc32c(batch, ATTRIBUTES_AT), CRC_AT);
    const file = openSync(path, 'r+');
    writeSync(file, batch, 0, batch.length, at);
    closeSync(file);
    return;
  }
  throw new Error(`${path} has no batch that begins at ${offset}.`);
}

/** What is compressed becomes nothing that anybody can expand. */
export function garblePayload(batch: Buffer): void {
  batch.fill(0xa5, RECORDS_AT);
}

/** A codec that nobody has. */
export function nameCodec(codec: number): (batch: Buffer) => void {
  return (batch) => {
    const attributes = batch.readInt16BE(ATTRIBUTES_AT);
    batch.writeInt16BE((attributes & ~CODEC_MASK) | codec, ATTRIBUTES_AT);
  };
}

/** A batch of more records than it has bytes for. */
export function claimRecords(count: number): (batch: Buffer) => void {
  return (batch) => void batch.writeInt32BE(count, COUNT_AT);
}
