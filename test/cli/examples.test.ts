import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exhibits } from '../../host/cli/demo/exhibits.ts';
import { resolveSettings } from '../../host/cli/settings.ts';
import { ulx3s85, up5k } from '../../host/image/core-description.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { planNetwork } from '../../host/plan/plan-image.ts';
import { quantizeUntrained } from '../../host/quantize/quantize.ts';

const config = fileURLToPath(new URL('../../examples/cifar10-swish/retort.config.ts', import.meta.url));

describe('the article’s CIFAR-10 program', () => {
  it('as an example is the exhibit of the gallery', async () => {
    const { data, on, studentNetwork, teacherNetwork, teacher, distill } = await resolveSettings({ config });
    const exhibit = exhibits.find(({ name }) => name === 'swish')!;
    expect({ data, on, studentNetwork, teacherNetwork, teacher, distill: { ...distill, seeds: undefined } }).toEqual({
      data: exhibit.data,
      on: exhibit.on,
      studentNetwork: exhibit.studentNetwork,
      teacherNetwork: exhibit.teacherNetwork,
      teacher: exhibit.teacher,
      distill: exhibit.distill,
    });
  });

  it('has a student that fits the board it names, with swish as a table behind each layer', () => {
    const student = networkNamed('article-student', [32, 32, 3], 10);
    const quantized = quantizeUntrained(student, { scale: 1 / 255, offset: 0 });
    expect(planNetwork(quantized, ulx3s85)).toMatchObject({ fits: true, memory: { needed: 361_592 } });
    expect(planNetwork(quantized, up5k).fits).toBe(false);
  });
});
