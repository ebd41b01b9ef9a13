import { liveTargets, type LiveReport } from './live-report';
import { prepareStage, type LiveStage } from './live-stage';
import { requireOpenFiles } from './open-files';
import { playAudience } from './play-audience';
import { playDeliveries } from './play-deliveries';

/** Everything that is measured. @throws LF-BENCH-FILES */
export async function playLive(
  given: Pick<LiveStage, 'options' | 'say' | 'signal' | 'folder'>,
): Promise<Omit<LiveReport, 'machine'>> {
  const { clients, compared } = given.options;
  requireOpenFiles(Math.max(clients, compared));
  const stage = await prepareStage(given);
  const deliveries = await playDeliveries(stage);
  const audience = await playAudience(stage);
  const figures = { deliveries: deliveries.figures, audience: audience.figures };
  return { ...figures, targets: liveTargets(figures), wrong: [...deliveries.wrong, ...audience.wrong] };
}
