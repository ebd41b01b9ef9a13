import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { preparePython } from '../build/prepare-python';
import { WallWorld } from '../walls/wall-world';

const run = promisify(execFile);
const TEST_MS = 300_000;

const hasPython = spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;
if (!hasPython)
  process.stderr.write('\nSKIPPED: schemathesis on the OpenAPI document; it needs python3 with venv.\n\n');

/**
 * What is not asked of the document: that everything which fits its schemas is accepted. A cursor is one that we gave,
 * `from` comes before `to`, a logout token is signed: no schema says so.
 */
const EXCLUDED = 'positive_data_acceptance';

/** An outsider's tool reads the API's description, asks what it allows and what it does not, and checks each answer. */
(hasPython ? describe : describe.skip)('the OpenAPI document, as schemathesis reads it', () => {
  const world = new WallWorld();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-schemathesis-'));
  let python: string;

  beforeAll(async () => {
    python = await preparePython(
      {
        name: 'schemathesis',
        folder: 'contract',
        requirements: 'test/contract/requirements.txt',
        module: 'schemathesis',
      },
      (line) => process.stderr.write(`${line}\n`),
    );
    await world.open();
  }, TEST_MS);

  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'is what the gateway does, and nothing makes it fail',
    async () => {
      const everything = { roles: ['central-lead', 'on-call-engineer', 'auditor'], strong: true };
      const { cookie = '' } = await world.credentials({ kind: 'person', person: everything });
      const value = cookie.slice(cookie.indexOf('=') + 1);
      writeFileSync(
        join(folder, 'schemathesis.toml'),
        `headers = { Origin = ${JSON.stringify(world.url)} }\n[auth.openapi.session]\napi_key = ${JSON.stringify(value)}\n`,
      );
      const args = ['run', `${world.url}/api/openapi.json`, '--seed', '1', '-n', '15', '--exclude-checks', EXCLUDED];
      const more = ['--continue-on-failure', '--generation-database', 'none', '--no-color', '--warnings', 'off'];
      const told = await run(join(dirname(python), 'schemathesis'), [...args, ...more], {
        cwd: folder,
        maxBuffer: 16 * 1024 * 1024,
      }).catch((problem: { readonly stdout?: string; readonly stderr?: string }) => {
        throw new Error(`schemathesis found something:\n${problem.stdout ?? ''}\n${problem.stderr ?? ''}`);
      });
      expect(told.stdout).toMatch(/No issues found|0 failures|passed/i);
    },
    TEST_MS,
  );
});
