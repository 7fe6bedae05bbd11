import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../host/artifact/safetensors.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import {
  decodeQuantizedNetwork,
  encodeQuantizedNetwork,
  loadQuantizedNetwork,
  QuantizedNetworkFileError,
  saveQuantizedNetwork,
} from '../../host/quantize/quantized-network-file.ts';
import { grouped } from '../../proto/numbers.ts';
import { everyOperator } from '../support/every-operator.ts';
import { makeRandomNetwork } from '../support/random-networks.ts';

const networks = [...Array.from({ length: 40 }, (_, seed) => makeRandomNetwork(seed)), everyOperator];
const network = networks.find(({ operations }) => operations.length > 1 && operations[0].operator === 'CONV_2D')!;

describe('quantized network file', () => {
  it('gives back every network that it was given, from the same bytes each time', () => {
    for (const network of networks) {
      const bytes = encodeQuantizedNetwork(network, { seed: 1 });
      const { quantized, provenance } = decodeQuantizedNetwork(bytes, 'memory');
      expect(quantized).toEqual(network);
      expect(provenance).toEqual({ seed: 1 });
      expect(encodeQuantizedNetwork(quantized, provenance)).toEqual(bytes);
    }
  });

  it('is written to a path and read from it, with its digest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-quantized-'));
    try {
      const path = join(folder, 'student.safetensors');
      const digest = await saveQuantizedNetwork(path, network, { made: 'today' });
      const loaded = await loadQuantizedNetwork(path);
      expect(loaded.quantized).toEqual(network);
      expect(loaded.provenance).toEqual({ made: 'today' });
      expect(loaded.digest).toBe(digest);
      await expect(loadQuantizedNetwork(join(folder, 'none'))).rejects.toThrow(
        'none cannot be read: there is no such file',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses another safetensors file', () => {
    const other = encodeSafetensors(new Map(), { kind: 'something else' });
    expect(() => decodeQuantizedNetwork(other, 'other.safetensors')).toThrow(QuantizedNetworkFileError);
    expect(() => decodeQuantizedNetwork(other, 'other.safetensors')).toThrow(
      'other.safetensors is not a quantized network: its kind is "something else".',
    );
  });

  it('refuses a layer whose weights are missing or too few, naming the tensor', () => {
    const { tensors, metadata } = decodeSafetensors(encodeQuantizedNetwork(network, {}), 'memory');
    const name = `${network.operations[0].name}/bias`;
    const bias = tensors.get(name)!;
    tensors.set(name, { dtype: 'I32', shape: [0], data: new Int32Array(0) });
    const few = encodeSafetensors(tensors, metadata);
    expect(() => decodeQuantizedNetwork(few, 'few')).toThrow(
      `tensor ${name} has 0 elements instead of ${grouped(bias.data.length)}`,
    );
    tensors.delete(name);
    const missing = encodeSafetensors(tensors, metadata);
    expect(() => decodeQuantizedNetwork(missing, 'missing')).toThrow(`tensor ${name} is missing, not I32`);
  });

  it('refuses a structure that is not a network’s', () => {
    const { tensors, metadata } = decodeSafetensors(encodeQuantizedNetwork(network, {}), 'memory');
    const structure = metadata.network.replace('CONV_2D', 'CONV_3D');
    const bytes = encodeSafetensors(tensors, { ...metadata, network: structure });
    expect(() => decodeQuantizedNetwork(bytes, 'strange')).toThrow(/^strange is not a quantized network: .*operator/);
  });

  it('reads a file from before there were softmax, padding and tables', () => {
    const structure = {
      name: 'old',
      input: 'input',
      output: 'sum',
      tensors: ['input', 'sum'].map((name) => ({ name, shape: [1, 1, 2], scale: 0.5, zeroPoint: 0 })),
      operations: [{ operator: 'ADD', name: 'sum', inputs: ['input', 'input'], output: 'sum', activation: 'RELU6' }],
    };
    const metadata = { kind: 'retort quantized network', network: JSON.stringify(structure), provenance: '{}' };
    const { quantized } = decodeQuantizedNetwork(encodeSafetensors(new Map(), metadata), 'old');
    expect(quantized.softmax).toBeUndefined();
    expect(quantized.operations).toEqual(structure.operations);
  });

  it.each<[string, string, string]>([
    ['padding', '[3,4,7]', '[3,4,8]'],
    ['a reshape', '[1,1,84]', '[1,1,85]'],
    ['a depth multiplier', '[2,2,4]', '[2,2,5]'],
  ])('refuses shapes that do not follow from %s', (_, shape, other) => {
    const { tensors, metadata } = decodeSafetensors(encodeQuantizedNetwork(everyOperator, {}), 'memory');
    const changed = { ...metadata, network: metadata.network.replaceAll(shape, other) };
    expect(() => decodeQuantizedNetwork(encodeSafetensors(tensors, changed), 'misshapen')).toThrow(
      /misshapen is not a quantized network: layer "(pad|flat|doubled)" \((PAD|RESHAPE|DEPTHWISE_CONV_2D)\) makes/,
    );
  });

  it('refuses factors and joined shapes that no core has', () => {
    const shape = [1, 1, 2] as const;
    const tensor = (name: string, channels = 2) =>
      [name, { name, shape: [1, 1, channels] as const, scale: 0.5, zeroPoint: 0 }] as const;
    const make = (factor: number, channels: number): QuantizedNetwork => ({
      name: 'joined',
      input: 'input',
      output: 'joined',
      tensors: new Map([tensor('input'), tensor('scaled'), tensor('joined', channels)]),
      operations: [
        {
          operator: 'PRELU',
          name: 'prelu',
          inputs: ['input'],
          output: 'scaled',
          factors: Int32Array.of(factor, 1),
          factorScale: 0.5,
        },
        { operator: 'CONCATENATION', name: 'join', inputs: ['input', 'scaled'], output: 'joined', axis: 2 },
      ],
    });
    const read = (network: QuantizedNetwork) =>
      decodeQuantizedNetwork(encodeQuantizedNetwork(network, {}), 'file').quantized;
    expect(read(make(-255, 4))).toEqual(make(-255, 4));
    expect(() => read(make(256, 4))).toThrow('layer "prelu" has the factor 256, beyond ±255');
    expect(() => read(make(1, 5))).toThrow(`layer "join" (CONCATENATION) makes [1,1,5] of [${shape}] and [${shape}]`);
  });

  it.each<[string, (structure: Structure) => void]>([
    ['reads tensor "none", which no earlier layer makes', ({ operations }) => operations[1].inputs.fill('none')],
    [
      'makes tensor "none", which is not described',
      ({ operations }) => Object.assign(operations[0], { output: 'none' }),
    ],
    ['twice', ({ operations }) => Object.assign(operations[1], { output: operations[0].output })],
    ['two of its layers are named', ({ operations }) => Object.assign(operations[1], { name: operations[0].name })],
    ['its output "spare" is made by no layer', (structure) => Object.assign(structure, { output: 'spare' })],
  ])('refuses layers that do not follow from one another: %s', (problem, change) => {
    const { tensors, metadata } = decodeSafetensors(encodeQuantizedNetwork(network, {}), 'memory');
    const structure: Structure = JSON.parse(metadata.network);
    change(structure);
    const bytes = encodeSafetensors(tensors, { ...metadata, network: JSON.stringify(structure) });
    expect(() => decodeQuantizedNetwork(bytes, 'tangled')).toThrow(problem);
  });
});

interface Structure {
  output: string;
  operations: { name: string; inputs: string[]; output: string }[];
}
