// Engines that are measured side by side: in turns, so that all meet the same noise.

export interface TurnEngine {
  readonly name: string;
  /** One measurement, in the bench's own unit. */
  run(): Promise<number>;
  close(): void;
}

/** Runs each once to compile and warm its caches, then all of them in turns, and closes them. @returns the measurements by the engine's name */
export async function runInTurns(engines: readonly TurnEngine[], rounds: number): Promise<Map<string, number[]>> {
  const measured = new Map<string, number[]>(engines.map(({ name }) => [name, []]));
  for (const engine of engines) await engine.run();
  for (let round = 0; round < rounds; round++) {
    for (const engine of engines) measured.get(engine.name)!.push(await engine.run());
  }
  for (const engine of engines) engine.close();
  return measured;
}
