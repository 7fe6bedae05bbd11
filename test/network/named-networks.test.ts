import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../host/artifact/digest.ts';
import { networkFamilies, networkNamed, parseNetworkName } from '../../host/network/named-networks.ts';
import { countClasses, countMacs, countOutputs, countParameters, inferShapes } from '../../host/network/shapes.ts';

const grey = [28, 28, 1] as const;
const colour = [32, 32, 3] as const;

describe('the article’s networks', () => {
  // Counted by hand: 9·in·out + out for a convolution, in·out + out for a dense layer.
  it('have as many weights as its Keras program prints', () => {
    expect(countParameters(networkNamed('article-teacher', colour, 10))).toBe(
      896 + 9_248 + 18_496 + 36_928 + 73_856 + 147_584 + (4 * 4 * 128 * 128 + 128) + 1_290,
    );
    expect(countParameters(networkNamed('article-student', colour, 10))).toBe(
      896 + 9_248 + 2_312 + 292 + 296 + 4_672 + 73_856 + 147_584 + (128 * 128 + 128) + 1_290,
    );
  });

  it('take pictures of other sizes', () => {
    for (const shape of [grey, [8, 8, 1], [1, 1, 1]] as const) {
      expect(countClasses(networkNamed('article-student', shape, 3))).toBe(3);
    }
  });
});

describe('a name', () => {
  it.each([
    ['student', 14_866],
    ['teacher', 431_402],
    ['mlp:30', 784 * 30 + 30 + 310],
    ['mlp:30-20:dropout', 784 * 30 + 30 + 620 + 210],
    ['shallow:64', 49 * 64 + 64 + 14 * 14 * 64 * 10 + 10],
    ['vgg:8-16-32/2', 18_706],
    ['vgg:16-32-64/2', 73_114],
    ['vgg:4', 36 + 144 + 2 * 16 + 50],
    ['dscnn:8x2', 200 + 32 + 2 * (72 + 32 + 64 + 32) + 90],
    ['resnet8:16', 78_426],
    ['fire:4-8', 208 + (80 + 128 + 640) + (288 + 384 + 2_432) + 650],
  ])('%s names a network of %i parameters for 28×28 grey pictures', (name, parameters) => {
    const network = networkNamed(name, grey, 10);
    expect(countClasses(network)).toBe(10);
    expect(countParameters(network)).toBe(parameters);
  });

  it('that was there before names the very same network, so that nothing is trained again', () => {
    const digests = ['student', 'teacher', 'mlp:800-800', 'mlp:1200-1200:dropout', 'shallow:64'].map((name) =>
      [networkNamed(name, grey, 10), networkNamed(name, colour, 10), networkNamed(name, colour, 10, 300)].map(
        (network) => sha256(JSON.stringify(network)).slice(0, 8),
      ),
    );
    expect(digests).toEqual([
      ['bc93b43b', 'f0823519', '57401d2a'],
      ['57e3be54', '817dab79', 'c088fe66'],
      ['4c4dcf5b', 'f86c414e', 'f86c414e'],
      ['797d27af', 'c48afb10', 'c48afb10'],
      ['15b15493', '461e37c3', '461e37c3'],
    ]);
  });

  it.each(networkFamilies.map(({ pattern, example, meaning }) => [pattern, example, meaning]))(
    'as in %s has an example that is read, and keeps its form: %s',
    (_, example, meaning) => {
      expect(parseNetworkName(example).name).toBe(example);
      const network = networkNamed(example, colour, 7);
      if (parseNetworkName(example).detects) expect(countOutputs(network)).toBeGreaterThan(7);
      else expect(countClasses(network)).toBe(7);
      expect(meaning).toMatch(/^[^\n]{20,}$/);
    },
  );

  it('written in several ways becomes one', () => {
    expect(parseNetworkName('resnet8').name).toBe('resnet8:16');
    expect(parseNetworkName('vgg:8-16/1').name).toBe('vgg:8-16');
    expect(networkNamed('resnet8', grey, 10)).toEqual(networkNamed('resnet8:16', grey, 10));
    expect(networkNamed('resnet8', grey, 10).name).toBe('resnet8:16');
  });

  it.each([
    ...[
      '',
      'mlp:',
      'mlp:0',
      'mlp:8-',
      'mlp:100000',
      'shallow',
      'shallow:',
      'shallow:64:dropout',
      'Student',
      'student ',
    ],
    ...['vgg', 'vgg:', 'vgg:8-', 'vgg:08', 'vgg:8/0', 'vgg:8/5', 'vgg:8-16/', 'vgg:10000', 'resnet8:', 'resnet8:0'],
    ...['resnet20:16', 'dscnn:64', 'dscnn:64x0', 'dscnn:64x100', 'dscnn:x4', 'dscnn:64×4', 'teacher:1', 'toString'],
    ...['tree', 'tree:0', 'tree:08', 'tree:13'],
    ...['detector', 'detector:', 'detector:8-', 'detector:08', 'detector:8/2'],
  ])("'%s' names none, and all that do are listed", (name) => {
    expect(() => parseNetworkName(name)).toThrow(
      expect.objectContaining({
        code: 'NETWORK_NAME_INVALID',
        category: 'usage',
        value: name,
        message: `'${name}' is not a network name: write student, teacher, vgg:A-B-…[/S] (vgg:16-32-64/2), resnet8[:W] (resnet8:16), fire:A-B-… (fire:4-8-12), dscnn:FxN (dscnn:64x4), mlp:A-B-…[:dropout] (mlp:800-800), shallow:F (shallow:64), detector:A-B-… (detector:8-16-32), tree:D (tree:8), article-student or article-teacher`,
      }),
    );
  });

  it('of more parameters than can be trained is refused', () => {
    expect(() => networkNamed('mlp:99999-99999', grey, 10)).toThrow(
      "'mlp:99999-99999' would have 10,079,399,215 parameters for pictures of 28×28×1, more than the limit of 100,000,000: use fewer filters or units, or smaller pictures (--shape)",
    );
  });
});

const size = fc.integer({ min: 1, max: 70 });
const pictures = fc.tuple(size, size, fc.constantFrom(1, 3));
const filters = fc.integer({ min: 1, max: 12 });
const names = fc.oneof(
  fc
    .tuple(fc.array(filters, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 4 }))
    .map(([widths, stride]) => `vgg:${widths.join('-')}/${stride}`),
  filters.map((width) => `resnet8:${width}`),
  fc.tuple(filters, fc.integer({ min: 1, max: 5 })).map(([width, blocks]) => `dscnn:${width}x${blocks}`),
  fc.array(filters, { minLength: 1, maxLength: 4 }).map((units) => `mlp:${units.join('-')}`),
  filters.map((width) => `shallow:${width}`),
  fc.constantFrom('student', 'teacher'),
);

describe('for pictures of any shape', () => {
  it('a name gives a network of the classes asked for, or names one that does', () => {
    fc.assert(
      fc.property(names, pictures, fc.integer({ min: 2, max: 9 }), (name, shape, classes) => {
        const { build } = parseNetworkName(name);
        try {
          const network = build(shape, classes);
          expect(network.inputShape).toEqual(shape);
          expect(countClasses(network)).toBe(classes);
        } catch (error) {
          const { code, value, instead } = error as { code: string; value: string; instead: string };
          expect(code).toBe('NETWORK_TOO_DEEP');
          expect(value).toBe(parseNetworkName(name).name);
          expect(countClasses(networkNamed(instead, shape, classes))).toBe(classes);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a stage is refused exactly where it would shrink a map of 1×1', () => {
    expect(countClasses(networkNamed('vgg:2-2-2-2/2', [9, 3, 1], 3))).toBe(3); // 5×2, 3×1, 2×1, 1×1
    expect(() => networkNamed('vgg:2-3-4-5-6/2', [9, 3, 1], 3)).toThrow(
      expect.objectContaining({
        code: 'NETWORK_TOO_DEEP',
        category: 'usage',
        stage: 5,
        instead: 'vgg:2-3-4-5/2',
        message:
          "'vgg:2-3-4-5-6/2' is too deep for pictures of 9×3×1: stage 5 would shrink a map of 1×1; use fewer stages, such as vgg:2-3-4-5/2, or larger pictures (--shape)",
      }),
    );
    expect(() => networkNamed('vgg:2-2/2', [1, 1, 3], 3)).toThrow(/stage 1 .* such as vgg:2, /);
    expect(() => networkNamed('resnet8:4', [2, 2, 1], 3)).toThrow(/^'resnet8:4' .* stage 3 .* such as vgg:4, /);
    expect(countClasses(networkNamed('resnet8:4', [1, 3, 1], 3))).toBe(3);
  });
});

describe('the families', () => {
  it('begin stages of vgg with strides, and end in a mean, so that weights do not grow with the picture', () => {
    const shapes = inferShapes(networkNamed('vgg:8-16-32/2', grey, 10));
    const stages = ['stage1a', 'stage1b-norm', 'stage2a', 'stage3b-norm', 'mean'].map((layer) => shapes.get(layer));
    expect(stages).toEqual([
      [14, 14, 8],
      [14, 14, 8],
      [7, 7, 16],
      [4, 4, 32],
      [1, 1, 32],
    ]);
    expect(countParameters(networkNamed('vgg:8-16', [64, 64, 1], 10))).toBe(
      countParameters(networkNamed('vgg:8-16', [8, 8, 1], 10)),
    );
  });

  it('have ResNet-8 as MLPerf Tiny has it: as many multiplications for CIFAR-10 as in its int8 model', () => {
    const network = networkNamed('resnet8:16', colour, 10);
    expect(countMacs(network)).toBe(12_501_632);
    expect(network.layers.filter(({ type }) => type === 'add')).toHaveLength(3);
  });

  it('stride the first convolution of dscnn by the picture, each axis by itself', () => {
    const mapOf = (shape: readonly [number, number, number]) =>
      inferShapes(networkNamed('dscnn:8x2', shape, 3))
        .get('point2')!
        .slice(0, 2);
    expect([mapOf([28, 28, 1]), mapOf([8, 8, 1]), mapOf([64, 64, 3]), mapOf([49, 10, 1])]).toEqual([
      [14, 14],
      [8, 8],
      [16, 16],
      [17, 10],
    ]);
  });
});

it('docs/networks.md has every family, its example and its meaning', async () => {
  const page = await readFile(fileURLToPath(new URL('../../docs/networks.md', import.meta.url)), 'utf8');
  const rows = networkFamilies.map(
    ({ pattern, example, meaning }) => `| \`${pattern}\` | \`${example}\` | ${meaning} |`,
  );
  expect(page).toContain(`${rows.join('\n')}\n\n`);
});
