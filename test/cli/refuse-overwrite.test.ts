// What is written never replaces what is read, however its path is spelled.

import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseOverwrite } from '../../host/cli/steps/refuse-overwrite.ts';

let folder = '';
let input = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-overwrite-'));
  input = join(folder, 'model.tflite');
  await writeFile(input, 'model');
  await link(input, join(folder, 'hard'));
  await symlink(input, join(folder, 'soft'));
  await mkdir(join(folder, 'pictures', 'cat'), { recursive: true });
  await writeFile(join(folder, 'pictures', 'cat', '1.png'), 'picture');
  await symlink(join(folder, 'pictures'), join(folder, 'linked'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an output', () => {
  it.each([
    ['itself', 'model.tflite'],
    ['another spelling', `pictures${sep}..${sep}.${sep}model.tflite`],
    ['a hard link', 'hard'],
    ['a symbolic link', 'soft'],
  ])('that is an input by %s is refused', async (_, output) => {
    await expect(refuseOverwrite(`${folder}${sep}${output}`, [undefined, 'missing', input])).rejects.toThrow(
      `${folder}${sep}${output} is the same as ${input}, which this command reads: choose another output path`,
    );
  });

  it.each(['pictures', 'linked'])('that is a file in the folder %s which is read is refused', async (name) => {
    const output = join(folder, 'pictures', 'cat', '1.png');
    await expect(refuseOverwrite(output, [join(folder, name)])).rejects.toThrow(
      `${output} is a file in ${join(folder, name)}`,
    );
  });

  it('that is a new file, or another one, is not', async () => {
    await refuseOverwrite(join(folder, 'new'), [input, join(folder, 'pictures')]);
    await refuseOverwrite(join(folder, 'pictures', 'cat', '1.png'), [input]);
    await refuseOverwrite(input, [join(folder, 'pictures')]);
  });
});
