// Where the data sets and reference models lie: beside the repository, or where RETORT_DATA points. Tests that need them skip without.
import { fileURLToPath } from 'node:url';

export const dataFolder = process.env.RETORT_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
