export declare class SetUpError extends Error {}
export declare function interruptCommands(exitCode: number): void;
