import { createNormaliser } from '@lianfang/normalise';
import { createSensorRegistry, parseSensors, type SensorRegistry } from '@lianfang/locate';
import type { Stages } from '../pipeline';
import { decideAlike } from './record-counter';

const limits = { recordBytes: 1, cells: 1, topListKeys: 1, duplicateWindow: 1, ahead: 1, behind: 1 };
const normaliser = createNormaliser();

function registryOf(speaksFor: string): SensorRegistry {
  const file = parseSensors(`sensors:\n  - { id: ids-1, speaksFor: ${speaksFor} }\n`);
  if (!file.ok) throw new Error('the test file must be readable');
  return createSensorRegistry(file.value, { hash: 'd', counties: [], agencies: [] }, 'threat-events');
}

function stagesOf(directory: string, sensors?: SensorRegistry): Stages {
  const locate = (): never => {
    throw new Error('nothing is located here');
  };
  return { normaliser, locator: { hash: directory, locate }, sensors, limits };
}

describe('decideAlike', () => {
  const anywhere = registryOf('nation');
  const bound = registryOf("{ counties: ['63000'] }");

  it.each([
    ['of the same files', stagesOf('d', bound), stagesOf('d', bound), true],
    [
      'of another directory, where no sensor is bound to a place',
      stagesOf('d', anywhere),
      stagesOf('e', anywhere),
      true,
    ],
    ['of another directory without a registry', stagesOf('d'), stagesOf('e'), true],
    ['of another directory, which decides what is refused', stagesOf('d', bound), stagesOf('e', bound), false],
    ['of another registry', stagesOf('d', bound), stagesOf('d', anywhere), false],
    ['of a registry and none', stagesOf('d', anywhere), stagesOf('d'), false],
  ])('two %s', (_name, one, other, expected) => expect(decideAlike(one, other)).toBe(expected));
});
