// How Vite builds the page: one script and one style sheet, with the colours of the reports.
import { defineConfig, type Plugin } from 'vite';
import { colours } from '../../report/style.ts';

const coloursId = 'virtual:report-colours.css';

/** The reports' list of colours, as a style sheet that the page imports. */
function reportColours(): Plugin {
  return {
    name: 'report-colours',
    resolveId: (id) => (id === coloursId ? `\0${coloursId}` : undefined),
    load: (id) => (id === `\0${coloursId}` ? colours : undefined),
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [reportColours()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
});
