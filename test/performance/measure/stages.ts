import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { significant } from './ratios';

/** Processor time of one part of the collector. */
export interface StageTime {
  /** `libs/normalise`, `kafkajs`, `(garbage collector)`. */
  readonly stage: string;
  readonly microsecondsPerEvent: number;
  /** Part of all busy time, 0 to 1. */
  readonly share: number;
}

interface ProfileNode {
  readonly id: number;
  readonly children?: readonly number[];
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    /** From 0. */
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
}

/** A processor profile as Node writes it (`--cpu-prof`, the format of the Chrome DevTools Protocol). */
export interface CpuProfile {
  /** Microseconds of the monotonic clock. */
  readonly startTime: number;
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds from the sample before. */
  readonly timeDeltas: readonly number[];
}

const OTHERS = 'others';
const LEAST_SHARE = 0.01;
const IDLE = new Set(['(idle)', '(program)']);

/**
 * Where the time goes. Each sample belongs to the innermost frame of a part of ours, so that what the language does on
 * behalf of a stage (JSON.parse, a Map) is the stage's; else to the package; the garbage collector stands alone.
 * What is left, and every part below 1 %, is `others`.
 * @param reading events, and since when (microseconds of the profile's clock): starting the process is not looked at.
 */
export function stageTimes(
  profile: CpuProfile,
  bundle: string,
  reading: { readonly events: number; readonly since: number },
): StageTime[] {
  const stageOf = stageFinder(profile, originOf(bundle));
  const times = new Map<string, number>();
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    const time = profile.timeDeltas[index] ?? 0;
    at += time;
    const stage = at < reading.since ? undefined : stageOf(id);
    if (stage !== undefined) times.set(stage, (times.get(stage) ?? 0) + time);
  });
  return sharesOf(times, reading.events);
}

function sharesOf(times: ReadonlyMap<string, number>, events: number): StageTime[] {
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
  const large = [...times].filter(([stage, time]) => stage !== OTHERS && time >= busy * LEAST_SHARE);
  const others = busy - large.reduce((sum, [, time]) => sum + time, 0);
  const all: [string, number][] = others > 0 ? [...large, [OTHERS, others]] : large;
  return all
    .map(([stage, time]) => ({
      stage,
      microsecondsPerEvent: significant(time / events),
      share: significant(time / busy),
    }))
    .toSorted((one, other) => other.share - one.share);
}

type Origin = (frame: ProfileNode['callFrame']) => string | undefined;

/** By node, remembered: the stage, or undefined where nothing was done. */
function stageFinder({ nodes }: CpuProfile, origin: Origin): (id: number) => string | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const known = new Map<number, string | undefined>();
  const find = (id: number): string | undefined => {
    if (known.has(id)) return known.get(id);
    const node = byId.get(id);
    const parent = parents.get(id);
    const stage = node && (ownStage(node.callFrame, origin) ?? (parent === undefined ? OTHERS : find(parent)));
    const answer = node && IDLE.has(node.callFrame.functionName) ? undefined : stage;
    known.set(id, answer);
    return answer;
  };
  return find;
}

function ownStage(frame: ProfileNode['callFrame'], origin: Origin): string | undefined {
  if (frame.functionName === '(garbage collector)') return frame.functionName;
  const path = origin(frame) ?? frame.url;
  const ours = /(?:^|\/)((?:libs\/platform|libs|apps)\/[\w-]+)\//.exec(path)?.[1];
  return ours ?? /node_modules\/((?:@[\w-]+\/)?[\w.-]+)/.exec(path)?.[1];
}

/** The source file of a frame in the bundle. */
function originOf(bundle: string): Origin {
  const map = new SourceMap(
    JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as ConstructorParameters<typeof SourceMap>[0],
  );
  return ({ url, lineNumber, columnNumber }) => {
    if (!url.endsWith(bundle)) return undefined;
    const entry = map.findEntry(lineNumber, columnNumber);
    return 'originalSource' in entry ? entry.originalSource : undefined;
  };
}
