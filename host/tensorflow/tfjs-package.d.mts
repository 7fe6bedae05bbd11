import type * as tfjs from '@tensorflow/tfjs-node';

export declare const cacheFolder: string;
export declare const tfjsVersion: string;
export declare const ownFolder: string;
export declare function findTfjs(): string | undefined;
export declare function requireTfjs(): typeof tfjs;
