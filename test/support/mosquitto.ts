// A real MQTT broker on a loopback port of its own, which a test can kill and start again. Needs Debian's package mosquitto.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Mosquitto {
  readonly url: string;
  /** With SIGKILL, as when the power goes. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-mosquitto-'));
  const port = await findFreePort();
  const config = join(folder, 'mosquitto.conf');
  await writeFile(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  let running: ChildProcess | undefined;
  const start = async () => {
    running = spawn('mosquitto', ['-c', config], { stdio: 'ignore' });
    const failed = new Promise<never>((_, reject) => running?.once('error', reject));
    await Promise.race([untilListening(port), failed]);
  };
  const kill = async () => {
    const ending = running;
    running = undefined;
    if (!ending) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await ended;
  };
  // It would outlive a test that fails before it closes it.
  const atExit = () => running?.kill('SIGKILL');
  process.once('exit', atExit);
  await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    kill,
    start,
    async close() {
      process.off('exit', atExit);
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
