import { totalView } from '@lianfang/contract';
import { FollowedView } from './followed-view';

/** The view `total` on the gateway's socket. */
export class FrameTotal {
  readonly #view: FollowedView;

  /** @param address of the gateway: `http://127.0.0.1:8080`; @param token of a program */
  constructor(address: string, token: string) {
    this.#view = new FollowedView({ address, headers: { authorization: `Bearer ${token}` }, view: 'total' });
  }

  open(): Promise<void> {
    return this.#view.open();
  }

  /** The total of the last frame; undefined before the first. @throws when the frames went wrong. */
  total(): number | undefined {
    const state = this.#view.state();
    return state === undefined ? undefined : totalView.parse(state).total;
  }

  close(): void {
    this.#view.close();
  }
}
