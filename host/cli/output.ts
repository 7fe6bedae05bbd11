// A command's output: progress on stderr (drawn on a terminal, plain lines elsewhere), its result on stdout. With
// --json the result is one line of JSON, the last on stdout.

import { performance } from 'node:perf_hooks';
import { shownText } from './text/shown-text.ts';

/** One stretch of work with a beginning and an end. */
export interface Step {
  /** Replaces what is shown of the step; drawn on terminals only. @param share of the step that is done, 0…1, where it is known */
  update(text: string, share?: number): void;
  /** Ends the step; `text` stays. */
  done(text: string): void | Promise<void>;
  /** Ends the step silently: the error message follows. */
  fail(): void | Promise<void>;
}

export interface Output {
  /** A line that stays; while a step is drawn on a terminal, it waits for the step's end. */
  note(text: string): void;
  step(title: string): Promise<Step>;
}

/** Columns of the frame before a drawn step and of the timer behind it, such as `[120m 59s]`: a drawn line that wraps leaves copies of itself. */
const AROUND = 14;

/** For a terminal: spinners by @clack/prompts, loaded when the first one is drawn. */
function createTerminalOutput(): Output {
  const waiting: string[] = [];
  let drawn = 0;
  const line = (text: string) => void process.stderr.write(`${shownText(text)}\n`);
  /** A line between two frames of a spinner would be drawn over. */
  const end = (show: () => void) => {
    show();
    drawn--;
    if (drawn === 0) for (const text of waiting.splice(0)) line(text);
  };
  return {
    note: (text) => void (drawn > 0 ? waiting.push(text) : line(text)),
    async step(title) {
      const [{ settings, spinner }, { cutToWidth }] = await Promise.all([
        import('@clack/prompts'),
        import('./text/cut-to-width.ts'),
      ]);
      const cut = (text: string) => cutToWidth(shownText(text), process.stderr.columns - AROUND);
      settings.withGuide = false;
      settings.aliases.delete('escape');
      const drawing = spinner({ output: process.stderr, indicator: 'timer' });
      drawing.start(cut(title));
      drawn++;
      // The spinner reads keys itself and would exit on Ctrl-C without cleaning up: leave that key to the terminal, which sends SIGINT.
      if (process.stdin.isTTY) process.stdin.setRawMode(false);
      return {
        update: (text) => drawing.message(cut(`${title}: ${text}`)),
        done: (text) => end(() => drawing.stop(shownText(`${title}: ${text}`))),
        fail: () => end(() => drawing.error(shownText(title))),
      };
    },
  };
}

/** For pipes, logs and --json: a line when a step begins and one when it ends. */
function createPlainOutput(): Output {
  const line = (text: string) => void process.stderr.write(`${shownText(text)}\n`);
  return {
    note: line,
    async step(title) {
      const started = performance.now();
      line(`${title} …`);
      return {
        update: () => {},
        done: (text) => line(`${title}: ${text} (${((performance.now() - started) / 1000).toFixed(1)} s)`),
        fail: () => line(`${title}: failed`),
      };
    },
  };
}

/** Below this many columns a drawn step would wrap and could not be redrawn; some pseudo-terminals have 0. */
const NARROWEST = 40;

export function createOutput(json: boolean): Output {
  const drawable = process.stderr.isTTY && process.stderr.columns >= NARROWEST && !json;
  return drawable ? createTerminalOutput() : createPlainOutput();
}

/** Steps that show nothing until their first update, so that one that fails before leaves no line. */
export function quietAtFirst(output: Output): Output {
  return {
    note: output.note,
    async step(title) {
      let shown: Promise<Step> | undefined;
      const show = () => {
        shown ??= output.step(title);
        return shown;
      };
      return {
        update: (text, share) => void show().then((step) => step.update(text, share)),
        done: async (text) => (await show()).done(text),
        fail: async () => (await shown)?.fail(),
      };
    },
  };
}

/** Runs `work` as a step; its `text` is shown when the step ends. */
export async function runStep<Result>(
  output: Output,
  title: string,
  work: (update: Step['update']) => Promise<{ readonly result: Result; readonly text: string }>,
): Promise<Result> {
  const step = await output.step(title);
  try {
    const { result, text } = await work(step.update);
    await step.done(text);
    return result;
  } catch (error) {
    await step.fail();
    throw error;
  }
}
