// Types that `retort-fpga/board` and `retort-fpga/bridge` share: a board as its users see it, and what it is asked and answers.
export type { FrameCounters } from '../../device-bridge/framing/frame.ts';
export type { Identity, Status } from '../../device-bridge/framing/message.ts';
export type { Board } from '../../device-bridge/session/board.ts';
export type { LinkHealth } from '../../device-bridge/session/connection.ts';
export type { FlashEvent, FlashImage, FlashOptions, FlashResult } from '../../device-bridge/session/flash.ts';
export type { InferOptions, Sample } from '../../device-bridge/session/sample.ts';
export type { Prediction } from '../../proto/prediction.ts';
