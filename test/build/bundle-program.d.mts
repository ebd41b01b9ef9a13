import type { Plugin } from 'esbuild';

/** A program to bundle. */
export interface ProgramToBundle {
  /** Of the sources. */
  readonly root: string;
  /** Below the root. */
  readonly entry: string;
  /** Below `dist`: of its own for each who bundles. */
  readonly folder: string;
  /** Tells bundles of one folder apart. */
  readonly name: string;
  readonly plugins?: readonly Plugin[];
}

/** Bundles a program as the Nx targets of the apps do. @returns the path of the bundle, of this process alone. */
export function bundleProgram(program: ProgramToBundle): Promise<string>;
