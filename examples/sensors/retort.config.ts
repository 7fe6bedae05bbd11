// Activities from windows of an accelerometer: README.md beside this file.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'retort-fpga';

export default defineConfig({
  data: fileURLToPath(new URL('windows.csv', import.meta.url)), // node make-windows.mjs writes it.
  size: 'small',
});
