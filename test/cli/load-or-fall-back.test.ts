import { expect, it } from 'vitest';
import { loadOrFallBack } from '../../host/cli/demo/load-or-fall-back.ts';
import type { Output } from '../../host/cli/output.ts';
import { resolveSettings } from '../../host/cli/settings/settings.ts';

function recordingOutput(): Output & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    note: (text) => void lines.push(text),
    async step(title) {
      lines.push(`${title} …`);
      return {
        update: () => {},
        done: (text) => void lines.push(`${title}: ${text}`),
        fail: () => void lines.push(`${title}: failed`),
      };
    },
  };
}

const { signal } = new AbortController();

it('the demo falls back to glyphs where the default is not to be had, and says so in its first line', async () => {
  const output = recordingOutput();
  const settings = { ...(await resolveSettings({})), data: 'not-to-be-had' };
  const dataset = await loadOrFallBack(settings, { output, signal });
  expect(dataset.name).toBe('glyphs');
  expect(output.lines[0]).toMatch(
    /^not-to-be-had could not be found or downloaded: this demo uses the embedded data set glyphs/,
  );
});

it('the demo does not fall back from a data set that was asked for', async () => {
  const output = recordingOutput();
  const settings = await resolveSettings({ data: 'not-to-be-had' });
  await expect(loadOrFallBack(settings, { output, signal })).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' });
});

it('the demo loads without a fallback what is there', async () => {
  const output = recordingOutput();
  const dataset = await loadOrFallBack({ ...(await resolveSettings({})), data: 'glyphs' }, { output, signal });
  expect(dataset.name).toBe('glyphs');
  expect(output.lines).toEqual(['data set glyphs …', expect.stringContaining('6,000 + 1,000 + 2,000 samples')]);
});
