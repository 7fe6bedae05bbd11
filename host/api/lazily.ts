// Functions that load what they need when first called, so that importing a subpath of the package is quick and loads no TensorFlow.

/** A function that loads the real one at its first call. */
export function lazily<Parameters extends unknown[], Result>(
  load: () => Promise<(...parameters: Parameters) => Result | Promise<Result>>,
): (...parameters: Parameters) => Promise<Result> {
  return async (...parameters) => (await load())(...parameters);
}
