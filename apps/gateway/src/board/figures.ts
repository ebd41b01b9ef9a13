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

/** The views as REST and the live frames show them: both are read here, so they can't differ. */
export class Figures {
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

  situation(): SituationView {
    return readSituation(this.board(), this.context());
  }

  /** Undefined when the directory has no such county. */
  county(code: string): CountyView | undefined {
    return readCounty(this.board(), this.context(), code);
  }

  freshness(): Freshness {
    return readFreshness(this.board(), Date.now());
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
