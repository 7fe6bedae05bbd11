// `npm run docs:references` writes the pages that are made of the code; a test fails where one is stale.
import { writeFile } from 'node:fs/promises';
import { renderCommandsPage } from './commands-page.ts';
import { renderConfigurationPage } from './configuration-page.ts';
import { renderErrorsPage } from './errors-page.ts';

const at = (path: string) => new URL(`../reference/${path}`, import.meta.url);

await writeFile(at('commands.md'), renderCommandsPage());
await writeFile(at('configuration.md'), renderConfigurationPage());
await writeFile(at('errors.md'), renderErrorsPage());
