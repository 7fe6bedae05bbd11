// What the page knows: messages from the server folded into one state. Pure but for the socket, which is opened again whenever it closes.
import type { BoardEvent } from '../../../device-bridge/monitor/board-events.ts';
import type {
  BoardInfo,
  BoardSummary,
  GalleryItem,
  Job,
  LiveFrame,
  PageMessage,
  SecondOfBoard,
  ServerMessage,
  StudentChoice,
} from '../messages.ts';

export interface PageState {
  readonly connected: boolean;
  /** Since when there is no connection, for people. */
  readonly lostAtMs?: number;
  readonly version: string;
  readonly boards: readonly BoardInfo[];
  readonly map: readonly BoardSummary[];
  /** The board that is followed. */
  readonly followed?: string;
  readonly seconds: readonly SecondOfBoard[];
  readonly events: readonly BoardEvent[];
  /** The newest first. */
  readonly gallery: readonly GalleryItem[];
  readonly frame?: LiveFrame;
  /** What may be put on the boards; absent where the page is read-only. */
  readonly students?: readonly StudentChoice[];
  /** Of the followed board, the newest first. */
  readonly jobs: readonly Job[];
}

/** As many as the server keeps. */
const [mostSeconds, mostEvents, mostCases] = [900, 500, 200];

export const emptyState: PageState = {
  ...{ connected: false, version: '' },
  ...{ boards: [], map: [], seconds: [], events: [], gallery: [], jobs: [] },
};

/** Messages of a board that is not followed any more are left out. */
export function foldMessage(state: PageState, message: ServerMessage): PageState {
  switch (message.kind) {
    case 'hello': {
      const { version, boards, students } = message;
      return { ...state, version, boards, students };
    }
    case 'map':
      return { ...state, map: message.boards };
    case 'board':
      return { ...state, boards: state.boards.map((board) => (board.id === message.board.id ? message.board : board)) };
  }
  if (message.board !== state.followed) return state;
  switch (message.kind) {
    case 'history':
      return { ...state, seconds: message.seconds, events: message.events, gallery: [...message.gallery].reverse() };
    case 'jobs':
      return { ...state, jobs: message.jobs };
    case 'frame':
      return { ...state, frame: message.frame };
    case 'second':
      return { ...state, seconds: [...state.seconds, message.second].slice(-mostSeconds) };
    case 'event':
      return { ...state, events: [...state.events, message.event].slice(-mostEvents) };
    case 'gallery':
      return { ...state, gallery: [...[...message.items].reverse(), ...state.gallery].slice(0, mostCases) };
  }
}

/** What a page shows of a board before it has heard of it. */
export function follow(state: PageState, board: string | undefined): PageState {
  return { ...state, followed: board, seconds: [], events: [], gallery: [], jobs: [], frame: undefined };
}

const againMs = 1000;
/** Ten redraws per second at most, whatever arrives. */
const drawMs = 100;

export interface Session {
  follow(board: string | undefined): void;
  close(): void;
}

/** `onState` is called with the latest state, first of all after the first message. */
export function openSession(onState: (state: PageState) => void): Session {
  let state = emptyState;
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  const draw = () => {
    drawing = undefined;
    drawnAt = performance.now();
    onState(state);
  };
  const set = (next: PageState) => {
    state = next;
    drawing ??= setTimeout(draw, Math.max(0, drawnAt + drawMs - performance.now()));
  };
  const watch = () => {
    if (state.followed === undefined || socket.readyState !== WebSocket.OPEN) return;
    const message: PageMessage = { kind: 'watch', board: state.followed };
    socket.send(JSON.stringify(message));
  };
  const connect = () => {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
    socket.onmessage = ({ data }) => {
      const message: ServerMessage = JSON.parse(String(data));
      set({ ...foldMessage(state, message), connected: true, lostAtMs: undefined });
      if (message.kind !== 'hello') return;
      const wanted = message.boards.find(({ id }) => id === state.followed) ?? onlyOne(message.boards);
      if (wanted?.id !== state.followed) set(follow(state, wanted?.id));
      watch();
    };
    socket.onclose = () => {
      set({ ...state, connected: false, lostAtMs: state.lostAtMs ?? Date.now() });
      timer = setTimeout(connect, againMs);
    };
  };
  connect();
  return {
    follow(board) {
      set(follow(state, board));
      watch();
    },
    close() {
      clearTimeout(timer);
      clearTimeout(drawing);
      socket.onclose = null;
      socket.close();
    },
  };
}

function onlyOne(boards: readonly BoardInfo[]): BoardInfo | undefined {
  return boards.length === 1 ? boards[0] : undefined;
}
