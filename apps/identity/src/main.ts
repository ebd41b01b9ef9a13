import { readEnvironment } from './environment';
import { createIdentityServer } from './identity-server';

try {
  const environment = readEnvironment();
  const server = createIdentityServer(environment);
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  server.listen(environment.port, environment.host);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
