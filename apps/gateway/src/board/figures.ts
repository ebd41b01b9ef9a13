import type {
  CountyView,
  Freshness,
  LedgerSummary,
  Posture,
  SituationView,
  TotalView,
  ViewName,
} from '@lianfang/contract';
import type { DirectoryFile, LiveBoard, NormalRanges } from '@lianfang/board';
import type { OpenPeriods } from '@lianfang/store';
import {
  readCounty,
  readCountyFreshness,
  readEvidenceAsOf,
  readSignsAsOf,
  readFreshness,
  readSituation,
  readSketchesAsOf,
  readTotal,
  type Board,
  type ViewContext,
} from '@lianfang/views';

/** The figures are not loaded yet: an answer now would be wrong. */
export class NotLoadedError extends Error {
  readonly code = 'LF-NOT-LOADED';

  constructor() {
    super('The figures are not loaded yet. Ask again in a few seconds.');
    this.name = 'NotLoadedError';
  }
}

/** The nation's view is shown again for so long: adding it up takes milliseconds, and many may ask in one of them. */
const KEPT_MS = 100;

/** The views as REST and the live frames show them: both are read here, so they can't differ. */
export class Figures {
  private kept: { readonly board: Board; readonly at: number; readonly view: SituationView } | undefined;

  constructor(
    private readonly live: LiveBoard,
    private readonly directory: DirectoryFile,
    private readonly normals: NormalRanges,
    private readonly postures: { readonly all: ReadonlyMap<string, Posture> },
  ) {}

  /** @throws NotLoadedError until the board is loaded; so do all below. */
  total(): TotalView {
    return readTotal(this.board(), Date.now());
  }

  /** The same frozen object for a tenth of a second. */
  situation(): SituationView {
    const board = this.board();
    const context = this.context();
    const age = context.now - (this.kept?.at ?? -Infinity);
    if (this.kept?.board === board && age >= 0 && age < KEPT_MS) return this.kept.view;
    const view = Object.freeze(readSituation(board, context));
    this.kept = { board, at: context.now, view };
    return view;
  }

  /** Undefined when the directory has no such county. */
  county(code: string): CountyView | undefined {
    return readCounty(this.board(), this.context(), code);
  }

  /** @param county of what feeds it alone; of everything without one, and for what belongs to none. */
  freshness(county?: string): Freshness {
    const board = this.board();
    if (county === undefined || !this.directory.counties.has(county)) return readFreshness(board, Date.now());
    return readCountyFreshness(board, Date.now(), county);
  }

  ledger(): LedgerSummary {
    const board = this.board();
    return board.ledger.summary(board.watermarks.all());
  }

  /** The instant up to which everything that the log held is in the stored sketches; null while that is not known. */
  sketchesAsOf(): number | null {
    return readSketchesAsOf(this.board());
  }

  /** The same of evidence. */
  evidenceAsOf(): number | null {
    return readEvidenceAsOf(this.board());
  }

  /** The same of signs of life. */
  signsAsOf(): number | null {
    return readSignsAsOf(this.board());
  }

  /** The periods of each source that are read from the tier below. */
  openPeriods(): OpenPeriods[] {
    return this.board().watermarks.all();
  }

  /** A view by its name, for the live frames; undefined when there is none. */
  view(name: ViewName): unknown {
    if (!this.live.board) return undefined;
    if (name === 'total') return this.total();
    return name === 'situation' ? this.situation() : this.county(name.slice('county:'.length));
  }

  /** Reads the normal ranges that the views will need next. */
  async keepUp(): Promise<void> {
    const now = Date.now();
    const { board } = this.live;
    if (board) await this.normals.keepUp(board.clock(readFreshness(board, now).asOf, now), now);
  }

  private board(): Board {
    if (!this.live.board) throw new NotLoadedError();
    return this.live.board;
  }

  private context(): ViewContext {
    const { counties } = this.directory;
    return { now: Date.now(), counties, normals: this.normals.of, postures: this.postures.all };
  }
}
