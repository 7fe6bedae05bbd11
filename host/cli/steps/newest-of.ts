// The newest of what comes faster than it is taken, so that nothing piles up.

/** Reads `items` without waiting for the caller; `onDropped` is called for each that a newer one has replaced. @throws what `items` throws */
export async function* newestOf<Item>(
  items: AsyncIterable<Item>,
  onDropped: () => void,
): AsyncGenerator<Item, void, void> {
  const waiting: Item[] = [];
  let end: { readonly reason?: unknown } | undefined;
  let wake = () => {};
  const read = async () => {
    for await (const item of items) {
      if (waiting.pop() !== undefined) onDropped();
      waiting.push(item);
      wake();
    }
  };
  const finish = (ended: typeof end) => {
    end = ended;
    wake();
  };
  read().then(
    () => finish({}),
    (reason: unknown) => finish({ reason }),
  );
  for (;;) {
    const item = waiting.pop();
    if (item !== undefined) yield item;
    else if (end?.reason !== undefined) throw end.reason;
    else if (end) return;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
