export { loadEcharts } from './load-echarts';
export { MinuteCard, type MinutesOfView } from './minute-card';
