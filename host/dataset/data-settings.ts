// How samples are made from what a user's files hold: plain JSON, so that a run folder can keep it and read the same data again.
import type { Shape } from './dataset.ts';

/** `cover` crops what hangs over, `contain` adds bars in the background colour, `stretch` changes the proportions. */
export const fits = ['cover', 'contain', 'stretch'] as const;
export type Fit = (typeof fits)[number];

export const csvValues = ['pixels', 'floats'] as const;
export type CsvValues = (typeof csvValues)[number];

/** Every field is optional; readers ignore what does not concern them. */
export interface DataSettings {
  /** The share of rows and columns that is cut off each side of a picture before anything else; nothing where absent. Below ½. */
  readonly trim?: number;
  /** The shape that pictures are brought to; by default their own where they agree and are small, else 32×32. */
  readonly shape?: Shape;
  /** How a picture of other proportions is brought to the shape; `defaultFit` where absent. */
  readonly fit?: Fit;
  /** `#rrggbb`: what lies behind transparent pixels, and the colour of bars; `defaultBackground` where absent. */
  readonly background?: string;
  /** The column of a CSV file that holds the labels: its name in the header, or its position from 0 written in digits. */
  readonly csvLabel?: string;
  /** Whether the first line of a CSV file is a header; detected where absent. */
  readonly csvHeader?: boolean;
  /** The only samples per second that recordings may have; where absent, any rate that all of them share. */
  readonly recordingRate?: number;
  /** What the columns of a CSV file beside the label are: pixels of a picture, or a table's features; detected where absent. */
  readonly csvValues?: CsvValues;
}

/** Keeps the whole picture and its proportions. */
export const defaultFit: Fit = 'contain';
export const defaultBackground = '#ffffff';

/** Rows, or columns, that `trim` cuts off each end of `side`: at least one stays. */
export function trimmedFrom(side: number, trim: number): number {
  return Math.min(Math.round(trim * side), Math.floor((side - 1) / 2));
}
