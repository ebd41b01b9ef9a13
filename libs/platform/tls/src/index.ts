export { explainTls, type TlsPeer } from './explain-tls';
export { Secret } from './secret';
export { ServerTlsFiles, type ServerTlsPaths } from './server-tls-files';
export { TlsFiles } from './tls-files';
