// Keeps one board open: opens it, sees that it is still there, and opens it again after it was lost.
import type { Board } from '../session/board.ts';

/** A board of the bridge's, by the name under which clients know it. */
export interface BoardPlace {
  readonly name: string;
  /** For people, such as `serial:/dev/ttyUSB1`. */
  readonly url: string;
  /** By which clients choose a board. */
  readonly tags?: readonly string[];
  open(signal: AbortSignal): Promise<Board>;
}

const lookMs = 500;

export class BoardKeeper {
  readonly place: BoardPlace;
  /** Undefined while it is looked for. */
  board: Board | undefined;
  /** The image on it, as last heard; 0: none. */
  imageId = 0;
  /** Why there is no board. */
  problem = 'it has not been found yet';
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #hurry = () => {};

  /** @param onChange called after board, imageId or problem has changed */
  constructor(place: BoardPlace, onChange: () => void) {
    this.place = place;
    this.#onChange = onChange;
    this.#ended = this.#keep();
  }

  /** Looks at once, where there is reason to think that the board is lost. */
  check(): void {
    this.#hurry();
  }

  /** Closes the board, whatever it is being asked. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#hurry();
    await this.board?.close();
    await this.#ended;
  }

  setImageId(imageId: number): void {
    if (imageId === this.imageId) return;
    this.imageId = imageId;
    this.#onChange();
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if (this.board) await this.#see(this.board);
      else await this.#open(signal);
      if (!signal.aborted) await this.#pause();
    }
    await this.board?.close();
    this.board = undefined;
  }

  async #open(signal: AbortSignal): Promise<void> {
    try {
      this.board = await this.place.open(signal);
      this.imageId = this.board.identity.imageId;
      this.problem = '';
      this.#onChange();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (problem === this.problem || signal.aborted) return;
      this.problem = problem;
      this.#onChange();
    }
  }

  async #see(board: Board): Promise<void> {
    try {
      this.setImageId((await board.status()).imageId);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.board = undefined;
      this.imageId = 0;
      this.problem = error instanceof Error ? error.message : String(error);
      this.#onChange();
      await board.close();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      this.#hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
