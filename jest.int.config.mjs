import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProject, workspace } from './test/jest/preset.mjs';

// Integration tests: real Kafka and Elasticsearch, started once for the whole run. Two test files at a
// time: each has topics and indices of its own prefix, and what stops or damages a server starts one for itself.
const harness = (name) => join(workspace, 'libs/testing/src', name);
const project = nodeProject('integration', ['**/*.int.spec.ts']);

export default {
  ...project,
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  ...(existsSync(harness('global-setup.ts')) && { globalSetup: harness('global-setup.ts') }),
  ...(existsSync(harness('global-teardown.ts')) && { globalTeardown: harness('global-teardown.ts') }),
  maxWorkers: 2,
  testTimeout: 60_000,
};
