// Students and teachers by name or from retort.config.ts, as a user chooses them: `--student`, `--teacher-network`, and `retort students`.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teacherRecipe } from '../../host/cli/settings/recipes.ts';
import { resolveSettings } from '../../host/cli/settings/settings.ts';
import { provenanceOf } from '../../host/cli/steps/provenance.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { countParameters } from '../../host/network/shapes.ts';
import { loadTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { runInProcess } from './run-in-process.ts';
import { makeSmallRun } from './small-run.ts';

let folder = '';
let csv = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-networks-'));
  ({ csv } = await makeSmallRun(folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `@` stands for the folder. */
async function run(line: string) {
  const { exitCode, stdout, stderr } = await runInProcess(line.replaceAll('@', folder).split(' '));
  return { exitCode, stderr, json: JSON.parse(stdout) };
}
const networkIn = async (path: string) => (await loadTrainedNetwork(join(folder, path))).trained.network;
/** Of data.csv: 4×4 grey pictures in 4 classes. */
const named = (name: string) => networkNamed(name, [4, 4, 1], 4);

describe('networks by name', () => {
  it('are trained, distilled, quantized and packed, and named in the JSON', async () => {
    const teacher = await run('teacher --data @/data.csv --out @/named --epochs 2 --teacher-network vgg:8-8');
    expect(teacher.stderr).toContain('teacher: vgg:8-8, ');
    expect(teacher.json).toMatchObject({ teacherNetwork: 'vgg:8-8', parameters: expect.any(Number) });
    expect(await networkIn('named/teacher.safetensors')).toEqual(named('vgg:8-8'));
    const distilled = await run('distill --out @/named --epochs 2 --student resnet8:2');
    expect(distilled.stderr).toContain('students: resnet8:2, 1,');
    expect(distilled.json).toMatchObject({ studentNetwork: 'resnet8:2' });
    for (const path of ['named/student.safetensors', 'named/student-scratch.safetensors']) {
      expect(await networkIn(path)).toEqual(named('resnet8:2'));
    }
    expect((await run('quantize --out @/named')).exitCode).toBe(0);
    const listed = (await run('students resnet8:2 --shape 4x4x1 --classes 4')).json as Listed;
    const packed = (await run('pack --out @/named')).json;
    const [{ payloadBytes, memoryBytes, imageBytes }] = listed.students;
    expect(packed).toMatchObject({ payloadBytes, memoryBytes });
    expect(Math.abs(imageBytes - (packed.imageBytes as number))).toBeLessThan(500);
    const validated = await run('validate --out @/named --on reference');
    expect(validated.json).toMatchObject({ total: 20, bitExact: 20 });
  });

  it('are taken by the demo, and named in its JSON', async () => {
    const line =
      'demo --data @/data.csv --out @/demo --epochs 1 --on reference --student dscnn:8x1 --teacher-network mlp:16';
    const { exitCode, json } = await run(line);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ studentNetwork: 'dscnn:8x1', teacherNetwork: 'mlp:16', total: 20, bitExact: 20 });
    expect(await networkIn('demo/student.safetensors')).toEqual(named('dscnn:8x1'));
    expect(await networkIn('demo/teacher.safetensors')).toEqual(named('mlp:16'));
  });

  it('are the default ones where none is chosen', async () => {
    const teacher = await run('teacher --data @/data.csv --out @/default --epochs 1');
    expect(teacher.json).toMatchObject({ teacherNetwork: 'teacher' });
    expect(await networkIn('default/teacher.safetensors')).toEqual(networkNamed('teacher', [4, 4, 1], 4, 160));
  });

  it.each([
    [
      'teacher --data nowhere.csv --teacher-network vgg',
      'NETWORK_NAME_INVALID',
      "'vgg' is not a network name: write student, ",
    ],
    ['distill --student vgg:8/9', 'NETWORK_NAME_INVALID', "'vgg:8/9' is not a network name: write student, "],
    [
      'teacher --data @/data.csv --teacher-network vgg:2-2-2-2',
      'NETWORK_TOO_DEEP',
      'such as vgg:2-2-2, or larger pictures (--shape)',
    ],
    ['demo --data @/data.csv --student mlp:5000-5000', 'CLI_STUDENT_TOO_LARGE', '25,100,000 bytes'],
    [
      'teacher --data @/data.csv --from @/rows.npy --teacher-network mlp:8',
      'CLI_TEACHER_OPTIONS',
      '--teacher-network is',
    ],
  ])('are refused before anything is trained: %s', async (line, code, message) => {
    const { json, stderr } = await run(`${line} --out @/none`);
    expect(json.error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(stderr).not.toMatch(/^(teacher|students) …/m);
  });
});

describe('a network as data', () => {
  it('is taken from retort.config.ts, by every command that trains', async () => {
    const student = JSON.stringify({ ...named('vgg:4'), name: 'own' });
    await writeFile(join(folder, 'own.config.mjs'), `export default { student: ${student}, teacherNetwork: 'mlp:8' };`);
    const common = '--config @/own.config.mjs --out @/own --epochs 1';
    expect((await run(`teacher --data @/data.csv ${common}`)).json).toMatchObject({ teacherNetwork: 'mlp:8' });
    expect((await run(`distill ${common}`)).json).toMatchObject({ studentNetwork: 'own' });
    expect(await networkIn('own/student.safetensors')).toEqual({ ...named('vgg:4'), name: 'own' });
    const listed = (await run('students --config @/own.config.mjs --shape 4x4x1 --classes 4')).json as Listed;
    expect(listed.students.map(({ name }) => name)).toContain('own');
  });

  it('is refused where it reads other pictures or tells other classes apart than the data has', async () => {
    const student = JSON.stringify({ ...networkNamed('vgg:4', [8, 4, 1], 3), name: 'own' });
    await writeFile(join(folder, 'foreign.config.mjs'), `export default { student: ${student} };`);
    const { exitCode, json } = await run('demo --config @/foreign.config.mjs --data @/data.csv --out @/foreign');
    expect(exitCode).toBe(2);
    expect(json.error).toMatchObject({
      code: 'CLI_NETWORK_FOREIGN_DATA',
      message: expect.stringMatching(
        /^network "own" reads 8×4×1 and has 3 logits, but the data set has pictures of 4×4×1 in 4 classes: /,
      ),
    });
  });
});

describe('the network of a run', () => {
  it('is in the digest of its configuration where it is not the default', async () => {
    const dataset = await loadDataset(csv);
    const digestOf = async (flags: Parameters<typeof resolveSettings>[0]) =>
      (await provenanceOf(dataset, await resolveSettings({ data: csv, out: folder, ...flags }))).configurationDigest;
    const usual = await digestOf({});
    expect(await digestOf({ studentNetwork: 'student', teacherNetwork: 'teacher' })).toBe(usual);
    const others = await Promise.all([
      digestOf({ studentNetwork: 'vgg:4' }),
      digestOf({ teacherNetwork: 'vgg:4' }),
      digestOf({ studentNetwork: 'vgg:8' }),
      digestOf({ studentNetwork: { ...named('vgg:8'), name: 'own' } }),
      digestOf({ studentNetwork: 'teacher' }),
    ]);
    expect(new Set([usual, ...others]).size).toBe(6);
  });

  it('has the way that its teacher is asked beside it in that digest, where one was chosen', async () => {
    const dataset = await loadDataset(csv);
    const digests = [undefined, 'live', 'cached'].map(async (teacherMode) => {
      const settings = await resolveSettings({ data: csv, out: folder });
      const distill = { ...settings.distill, ...(teacherMode && { teacherMode: teacherMode as 'live' | 'cached' }) };
      return (await provenanceOf(dataset, { ...settings, distill })).configurationDigest;
    });
    expect(new Set(await Promise.all(digests)).size).toBe(3);
  });

  it('is not resumed from the checkpoint of another', async () => {
    const dataset = await loadDataset(csv);
    const recipe = teacherRecipe(dataset, await resolveSettings({ teacherTraining: { epochs: 1 } }));
    const checkpoints = join(folder, 'other', 'checkpoints');
    await mkdir(checkpoints, { recursive: true });
    const checkpointPath = join(checkpoints, 'teacher.safetensors');
    const { train: split, preprocessing } = dataset;
    const task = { split, preprocessing, loss: labelLoss, seed: 1, checkpointPath, ...recipe };
    const { weights } = await trainNetwork({ network: named('mlp:8'), ...task });
    const teacher = (name: string) =>
      run(`teacher --data @/data.csv --out @/other --epochs 1 --teacher-network ${name}`);
    const refused = await teacher('vgg:4');
    expect(refused.exitCode).toBe(4);
    expect(refused.json.error).toMatchObject({
      code: 'CHECKPOINT_MISMATCH',
      message: `cannot resume from ${checkpointPath}: it was written with a different network, data set, loss, seed or setting; delete it to start over, or use another file`,
    });
    const resumed = await teacher('mlp:8');
    expect(resumed.stderr).toContain(`resumes from ${checkpoints}`);
    expect((await loadTrainedNetwork(join(folder, 'other/teacher.safetensors'))).trained.weights).toEqual(weights);
  });
});

interface Listed {
  readonly students: readonly {
    readonly name: string;
    readonly imageBytes: number;
    readonly payloadBytes: number;
    readonly memoryBytes: number;
    readonly milliseconds: number;
    readonly lineMilliseconds: number;
    readonly samplesPerSecond: number;
    readonly limitedBy: string;
    readonly fits: boolean;
    readonly missingBytes: number;
    readonly boards: readonly string[];
  }[];
  readonly impossible: readonly { readonly name: string; readonly code: string; readonly reason: string }[];
}

describe('retort students', () => {
  const list = async (line: string) => {
    const { stdout, exitCode } = await runInProcess(`students ${line}`.split(' '));
    expect(exitCode, stdout).toBe(0);
    return JSON.parse(stdout) as Listed;
  };

  it('lists what fits a board by memory, for a named data set without its files', async () => {
    const { students, impossible, ...rest } = await list('--board up5k --data fashion-mnist --data-dir nowhere');
    expect(rest).toEqual({
      ...{
        board: 'up5k',
        clockHz: 24_000_000,
        noBitstream: expect.stringContaining('too large'),
        memoryBytes: 131_072,
      },
      ...{ baud: 3_000_000, data: 'fashion-mnist', shape: [28, 28, 1], classes: 10 },
    });
    expect(impossible).toEqual([]);
    expect(students.length).toBeGreaterThanOrEqual(12);
    const memory = students.map(({ memoryBytes }) => memoryBytes);
    expect(memory).toEqual([...memory].sort((a, b) => a - b));
    for (const { fits, memoryBytes, missingBytes, boards, limitedBy, ...times } of students) {
      expect(fits).toBe(memoryBytes <= 131_072);
      expect(missingBytes).toBe(Math.max(0, memoryBytes - 131_072));
      expect(boards.includes('up5k')).toBe(fits);
      const slowest = Math.max(times.milliseconds, times.lineMilliseconds);
      expect(limitedBy).toBe(slowest === times.lineMilliseconds ? 'line' : 'computing');
      if (fits) expect(times.samplesPerSecond).toBeCloseTo(1000 / slowest, 6);
    }
    expect(students.find(({ name }) => name === 'student')).toMatchObject({
      ...{ parameters: 14_866, payloadBytes: 17_960, memoryBytes: 25_800, cycles: 18_014 },
      ...{ limitedBy: 'line', fits: true, boards: ['up5k', 'ulx3s-25f', 'ulx3s-45f', 'ulx3s-85f'] },
    });
    expect(students.find(({ name }) => name === 'vgg:16-32-64/2')).toMatchObject({
      limitedBy: 'computing',
      fits: true,
    });
    expect(students.find(({ name }) => name === 'resnet8:24')).toMatchObject({ fits: false, boards: ['ulx3s-85f'] });
  });

  it('takes names, a shape instead of data, and a baud rate', async () => {
    const line = 'vgg:12-24/2 resnet8 vgg:12-24/2 --board ulx3s-85f --shape 48x48x3 --classes 5 --baud 921600';
    const listed = await list(line);
    expect(listed).toMatchObject({ board: 'ulx3s-85f', baud: 921_600, data: null, shape: [48, 48, 3], classes: 5 });
    expect(listed).not.toHaveProperty('noBitstream');
    expect(listed.students.map(({ name }) => name)).toEqual(['vgg:12-24/2', 'resnet8:16']);
    expect(listed.students[0].lineMilliseconds).toBeGreaterThan((48 * 48 * 3 * 10_000) / 921_600);
  });

  it('reads your own data for its shape, its classes and whether it has few samples', async () => {
    const listed = await list(`--data ${csv}`);
    expect(listed).toMatchObject({ data: csv, shape: [4, 4, 1], classes: 4 });
    const few = networkNamed('student', [4, 4, 1], 4, 160);
    expect(few).not.toEqual(named('student'));
    expect(listed.students.find(({ name }) => name === 'student')).toMatchObject({
      parameters: countParameters(few),
    });
  });

  it('says of the others why there is none', async () => {
    const { students, impossible } = await list('vgg:2-2-2-2 mlp:5000-5000 shallow:2 --shape 4x4x1 --classes 256');
    expect(students.map(({ name }) => name)).toEqual(['shallow:2']);
    expect(impossible).toEqual([
      {
        name: 'vgg:2-2-2-2',
        code: 'NETWORK_TOO_DEEP',
        reason: expect.stringContaining('such as vgg:2-2-2, or larger pictures (--shape)'),
      },
      {
        name: 'mlp:5000-5000',
        code: 'CLI_STUDENT_BEYOND_BOARDS',
        reason: 'the weights of mlp:5000-5000 take 26,360,000 bytes, more than any board has',
      },
    ]);
  });

  it('prints a table with the clock, and the boards that hold what does not fit', async () => {
    const table = (line: string) => runInProcess(`students ${line}`.split(' '), false);
    const { stdout } = await table('student resnet8:24 vgg:2-2-2-2-2-2-2 --shape 28x28x1 --classes 10');
    expect(stdout).toContain(
      'Students for pictures of 28×28×1 in 10 classes.\nup5k has 131,072 bytes of memory and computes',
    );
    expect(stdout).toContain(' at 24 MHz, a target (too large for its FPGA');
    expect(stdout).toMatch(/^student +14,866 +[\d,]+ +25,800 +18,014 +0\.751 +2\.683 +372\.7 +line +yes$/m);
    expect(stdout).toMatch(/^resnet8:24 .* computing +no, 93,272 bytes missing; ulx3s-85f holds it$/m);
    expect(stdout).toContain("\nLeft out: 'vgg:2-2-2-2-2-2-2' is too deep for pictures of 28×28×1: stage 7 would");
    const routed = await table('student --board ulx3s-45f');
    expect(routed.stdout).toContain("computes at 57.14 MHz, its bitstream's clock; the line runs at 3,000,000 baud.");
  });

  it.each([
    ['--classes 3', '--classes needs the shape of the pictures, such as --shape 28x28x1'],
    ['--classes 3 --shape 8x8x1 --data mnist', '--classes is for --shape without --data: leave one out'],
    [
      '--baud 7000000',
      'the line of up5k does not run at 7,000,000 baud: choose 115,200; 921,600; 3,000,000; 6,000,000',
    ],
    ['--baud 6000000 --board ulx3s-85f', 'the line of ulx3s-85f does not run at 6,000,000 baud'],
    ['vgg:16 resnet9', "'resnet9' is not a network name: write student, "],
  ])('%s is refused as wrong usage', async (line, message) => {
    const { exitCode, stdout } = await runInProcess(`students ${line}`.split(' '));
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout).error.message).toContain(message);
  });
});
