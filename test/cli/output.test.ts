import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { expect, it } from 'vitest';

const columns = 50;

/** What a terminal shows in the end of a script that writes steps. */
async function screenOf(script: string): Promise<string[]> {
  const output = `import { createOutput } from '${process.env.RETORT_COMPILED}/host/cli/output.js';
    import { setTimeout as wait } from 'node:timers/promises';
    const step = await createOutput(false).step('teacher');`;
  const program = ['--input-type=module', '--eval', `${output}${script}`];
  const child = spawn(process.execPath, program, { cols: columns, rows: 30, env: { ...process.env, CI: '' } });
  const terminal = new xterm.Terminal({ cols: columns, rows: 30, allowProposedApi: true });
  child.onData((data) => terminal.write(data));
  await new Promise<void>((resolve) => child.onExit(() => resolve()));
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const { active } = terminal.buffer;
  return Array.from({ length: active.length }, (_, y) => active.getLine(y)!.translateToString(true)).filter(Boolean);
}

it('a step longer than the terminal is wide is drawn on one line, and leaves nothing but its last text', async () => {
  const lines = await screenOf(`for (const length of [20, 32, 34, 36, 40, 60, 120]) {
      step.update('宽'.repeat(length / 2));
      await wait(300);
    }
    step.done('trained');`);
  expect(lines).toEqual([expect.stringMatching(/teacher: trained \[\ds\]$/)]);
});

it('a line that is drawn is cut before the character that would not fit', async () => {
  const lines = await screenOf(`step.update('a'.repeat(100));
    await wait(300);
    process.kill(process.pid, 'SIGKILL');`);
  expect(lines).toEqual([expect.stringMatching(/^. {2}teacher: a{26}… \[0s\]$/)]);
});
