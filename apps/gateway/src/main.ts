import 'reflect-metadata';
import { startService } from '@lianfang/platform/service';
import { readEnvironment } from './environment';
import { GatewayModule } from './gateway.module';
import { readServerTls } from './machine/machine-environment';
import { prepareApplication } from './prepare-application';

try {
  const settings = readEnvironment();
  const module = GatewayModule.forRoot(settings);
  await startService({
    module,
    settings,
    prepare: (application) => prepareApplication(application, settings),
    tls: readServerTls(settings),
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
