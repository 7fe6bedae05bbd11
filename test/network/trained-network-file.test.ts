import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputFileError } from '../../host/artifact/read-outside-file.ts';
import { encodeSealedSafetensors } from '../../host/artifact/safetensors.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import {
  digestTrainedNetwork,
  loadTrainedNetwork,
  saveTrainedNetwork,
} from '../../host/network/trained-network-file.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-network-'));
});
afterAll(() => rm(folder, { recursive: true }));

const trained = { network: tinyNetwork, weights: drawInitialWeights(tinyNetwork, 1) };

describe('the file of a trained network', () => {
  it('gives back network, weights, provenance and digest', async () => {
    const path = join(folder, 'student.safetensors');
    const digest = await saveTrainedNetwork(path, trained, { seed: 1, data: 'bars' });
    const loaded = await loadTrainedNetwork(path);
    expect(loaded.trained.network).toEqual(trained.network);
    expect(new Map([...loaded.trained.weights].sort())).toEqual(new Map([...trained.weights].sort()));
    expect(loaded.provenance).toEqual({ seed: 1, data: 'bars' });
    expect(loaded.digest).toBe(digest);
    expect(digestTrainedNetwork(trained)).toBe(digest);
  });

  it('has a digest that changes with a single weight', () => {
    const weights = drawInitialWeights(tinyNetwork, 1);
    weights.get('logits/bias')!.data[0] = 1e-9;
    expect(digestTrainedNetwork({ ...trained, weights })).not.toBe(digestTrainedNetwork(trained));
  });

  it('is refused where it is missing, cut off, of another kind, or without a weight', async () => {
    const missing = join(folder, 'missing.safetensors');
    await expect(loadTrainedNetwork(missing)).rejects.toThrow(InputFileError);
    await expect(loadTrainedNetwork(missing)).rejects.toThrow('cannot be read: there is no such file; check the path');
    const path = join(folder, 'broken.safetensors');
    await saveTrainedNetwork(path, trained, {});
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, -10));
    await expect(loadTrainedNetwork(path)).rejects.toThrow('the file is truncated');
    await writeFile(path, encodeSealedSafetensors(new Map(), { kind: 'other' }));
    await expect(loadTrainedNetwork(path)).rejects.toThrow('its kind is "other"');
    await writeFile(path, encodeSealedSafetensors(new Map(), { kind: 'retort trained network', network: '{' }));
    await expect(loadTrainedNetwork(path)).rejects.toThrow('its network is not JSON');
    const metadata = { kind: 'retort trained network', network: JSON.stringify(tinyNetwork), provenance: '{}' };
    await writeFile(path, encodeSealedSafetensors(new Map(), metadata));
    await expect(loadTrainedNetwork(path)).rejects.toThrow('weight "first/kernel" of network "tiny" is missing');
  });
});
