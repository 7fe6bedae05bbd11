// The API's reference, made by typedoc of the subpaths' modules and their docstrings, as the folder api/ of the site.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, PageEvent } from 'typedoc';

const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = ['board', 'image', 'train', 'lab', 'bridge', 'hil'];

/** @throws Error where a module does not convert */
export async function writeApiPages(siteFolder: string): Promise<void> {
  const application = await Application.bootstrap({
    entryPoints: [`${root}host/index.ts`, ...modules.map((name) => `${root}host/api/${name}.ts`)],
    tsconfig: `${root}tsconfig.json`,
    name: 'retort-fpga',
    readme: 'none',
    disableSources: true,
    githubPages: false,
    hideGenerator: true,
    customCss: fileURLToPath(new URL('api.css', import.meta.url)),
    excludePrivate: true,
    excludeInternal: true,
    logLevel: 'Error',
  });
  application.renderer.on(PageEvent.END, (page) => {
    page.contents = addLandmarks(page.contents ?? '');
  });
  const project = await application.convert();
  if (!project || application.logger.hasErrors()) throw new Error('typedoc could not read the modules of host/api');
  await application.generateDocs(project, join(siteFolder, 'api'));
}

/** typedoc's theme has none. */
function addLandmarks(html: string): string {
  return html
    .replace('<div class="col-content">', '<div class="col-content" role="main">')
    .replace('<div class="col-sidebar">', '<div class="col-sidebar" role="complementary">');
}
