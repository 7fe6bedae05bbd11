// How many samples a board is asked: the first of the data set's test split, the same in every run.
export const PROBES = 200;
