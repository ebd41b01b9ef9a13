import type { Scenario } from './scenario';

/** F8: the block that Elasticsearch sets when a disk is full, then its release. */
export const fullDisk: Scenario = {
  id: 'F8',
  title: 'flood-stage disk block, then release',
  play: async (stage, { records }) => {
    const { flow, client, prefix, random } = stage;
    const block = async (value: true | null): Promise<void> => {
      await client.indices.putSettings({
        index: `${prefix}-*`,
        allow_no_indices: true,
        settings: { 'index.blocks.read_only_allow_delete': value },
      });
    };
    await stage.startAll();
    const load = flow.send(records, 9_000);
    await stage.untilBegun();
    for (let blocks = random.between(1, 3); blocks > 0; blocks -= 1) {
      await stage.wait(200, 1_500);
      await block(true);
      await stage.wait(2_000, 6_000);
      await block(null);
      await stage.recovery.faultEnded();
    }
    await load;
  },
};
