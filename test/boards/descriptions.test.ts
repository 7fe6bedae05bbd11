import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { descriptionsPath, renderDescriptions } from '../../firmware-artifacts/boards/write-descriptions.ts';

it('the compiler knows the boards by the figures of boards.json, the RTL and the manifests (npm run generate)', () => {
  expect(readFileSync(descriptionsPath, 'utf8')).toBe(renderDescriptions());
});
