// That a board can be spoken to in another language, with nothing of ours but proto/: docs/clients/client.py, with Google's protobuf package,
// against the virtual board's port; and that a bridge can, by docs/clients/bridge_client.py. Installs the client's packages into a folder of its own; where it cannot, it skips, but for CI.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { openBoard } from '../../device-bridge/session/board.ts';
import { type ServedBoard, serveVirtualBoard } from '../../firmware-artifacts/virtual-board/pseudo-terminal.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { createReference } from '../../host/reference/reference.ts';
import { makeDemoStudent } from '../support/demo-student.ts';
import { createEchoImage } from '../support/echo-image.ts';
import { makePackOptions } from '../support/labelled-network.ts';
import { startVirtualBridge } from '../support/virtual-bridge.ts';

const execute = promisify(execFile);
const clients = fileURLToPath(new URL('../../docs/clients', import.meta.url));
const proto = fileURLToPath(new URL('../../proto', import.meta.url));

let folder = '';
let board: ServedBoard | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-python-'));
});
afterAll(async () => {
  await board?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A Python with the client's packages and the generated messages beside it. @throws where one of them cannot be had */
async function installPython(): Promise<string> {
  await execute('python3', ['-m', 'venv', join(folder, 'venv')]);
  const python = join(folder, 'venv', 'bin', 'python');
  await execute(python, ['-m', 'pip', 'install', '--quiet', '-r', join(clients, 'requirements.txt')]);
  const files = ['link.proto', 'student_image.proto', 'bridge.proto'].map((name) => join(proto, name));
  await execute(python, ['-m', 'grpc_tools.protoc', '-I', proto, '--python_out', folder, ...files]);
  return python;
}

it('is identified, flashed and asked for an inference by a client in Python', async (context) => {
  const python = await installPython().catch((error: Error) => {
    if (process.env.CI) throw error;
    return context.skip(`the client's packages for Python cannot be installed: ${error.message.split('\n')[0]}`);
  });
  const { quantized, image, inputs } = await makeDemoStudent(1);
  const logits = createReference(quantized).run(inputs[0]);
  await writeFile(join(folder, 'student.retort'), packStudentImage(makePackOptions(quantized)));
  await writeFile(join(folder, 'input.i8'), encodeInput(image, inputs[0]));
  board = await serveVirtualBoard();

  const { stdout } = await execute(
    python,
    [join(clients, 'client.py'), board.path, join(folder, 'student.retort'), join(folder, 'input.i8')],
    { env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' } },
  );

  const [identity, flashed, prediction] = stdout.split('\n');
  expect(identity).toMatch(/^board: core 0x00030102, build [0-9a-f]{8}, 131072 bytes, 24000000 Hz$/);
  expect(flashed).toBe(`image: ${image.imageId.toString(16).padStart(8, '0')}, ${image.payload.length} bytes`);
  expect(prediction).toContain(
    `prediction: label ${logits.indexOf(Math.max(...logits))}, logits [${[...logits].join(', ')}], `,
  );
});

it('asks a board behind a bridge for an inference by a client in Python', async (context) => {
  const python = await installPython().catch((error: Error) => {
    if (process.env.CI) throw error;
    return context.skip(`the client's packages for Python cannot be installed: ${error.message.split('\n')[0]}`);
  });
  const bridge = await startVirtualBridge();
  const image = createEchoImage(3000);
  const flasher = await openBoard(await openMqttLink(bridge.address));
  await flasher.flash(image);
  await flasher.close();
  await writeFile(join(folder, 'echo.i8'), Uint8Array.of(1, 2, 3, 4, 5, 250, 7, 8));

  const { port } = new URL(bridge.address.broker);
  const line = ['127.0.0.1', port, 'retort/v1/test/bench', 'up5k', join(folder, 'echo.i8')];
  const { stdout } = await execute(python, [join(clients, 'bridge_client.py'), ...line], {
    env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    `board: core 0x00030102, image ${image.imageId.toString(16).padStart(8, '0')}`,
    'prediction: label 7, logits [1, 2, 3, 4, 5, -6, 7, 8]',
  ]);
  await bridge.close();
});
