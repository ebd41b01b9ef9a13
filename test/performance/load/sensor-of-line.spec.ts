import { sensorOfLine } from './sensor-of-line';

it.each([
  ['{"a":{"b":"c"},"host":"ips-taipei-1"}', 'ips-taipei-1'],
  ['{"observer":{"type":"ips","name":"sensor-3"}}', 'sensor-3'],
  ['CEF:0|x|y|1|2|n|5|act=blocked dvchost=sensor-taipei.police', 'sensor-taipei.police'],
  ['', ''],
])('the sensor of %s', (line, sensor) => {
  expect(sensorOfLine(Buffer.from(line)).toString()).toBe(sensor);
});
