export { ConfigError, loadConfig, parseDuration, wholeNumber } from './load-config';
