import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderCommandsPage } from '../../docs/site/commands-page.ts';
import { renderConfigurationPage } from '../../docs/site/configuration-page.ts';
import { renderErrorsPage } from '../../docs/site/errors-page.ts';
import { createProgram } from '../../host/cli/program.ts';

const page = (name: string) => readFile(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8');

describe('pages made of the code (`npm run docs:references` writes them)', () => {
  it('docs/reference/commands.md is current', async () => {
    expect(await page('commands.md')).toBe(renderCommandsPage());
  });

  it('docs/reference/configuration.md is current', async () => {
    expect(await page('configuration.md')).toBe(renderConfigurationPage());
  });

  it('docs/reference/errors.md is current', async () => {
    expect(await page('errors.md')).toBe(renderErrorsPage());
  });

  it('the commands page has every option of every command, and its examples', () => {
    const text = renderCommandsPage();
    for (const command of createProgram(false).commands) {
      expect(text).toContain(`\n## ${command.name()}\n`);
      for (const { flags } of command.options) expect(text).toContain(`| \`${flags.replaceAll('|', '\\|')}\` |`);
    }
    expect(text).toContain('```sh\nretort demo --data mnist --json\n');
  });

  it('the configuration page has ranges, nested keys and the comments of the source', async () => {
    const text = await page('configuration.md');
    expect(text).toContain('| `distill.alpha` | number from 0 to 1 | Weight of the soft targets, 0 … 1. |');
    expect(text).toContain('| `seed` | whole number from 0 to 4294967295 |');
  });

  it('the errors page has the exit code of an error whose category is its base class’s', async () => {
    const text = await page('errors.md');
    expect(text).toMatch(/\| `PICTURE_INVALID` \| 3 \|/);
    expect(text).not.toMatch(/\| (undefined|NaN) \|/);
  });
});
