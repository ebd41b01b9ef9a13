export { explainTls, type TlsPeer } from './explain-tls';
export { Secret } from './secret';
export { TlsFiles } from './tls-files';
