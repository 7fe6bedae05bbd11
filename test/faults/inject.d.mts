export function injectFault(root: string, at: number, code: string): () => number;
