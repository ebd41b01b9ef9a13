import { startService } from '@lianfang/platform/service';
import { AlertingModule } from './alerting.module';
import { readEnvironment } from './environment';

try {
  const settings = readEnvironment();
  await startService({ module: AlertingModule.forRoot(settings), settings });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
