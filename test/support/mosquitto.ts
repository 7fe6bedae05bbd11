// A real MQTT broker on a loopback port of its own, which a test can kill and start again: open to all, or as docs/mosquitto sets it up. Needs
// Debian's packages mosquitto and openssl.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roles } from '../../device-bridge/mqtt/rights.ts';

const shipped = fileURLToPath(new URL('../../docs/mosquitto', import.meta.url));

export interface Mosquitto {
  readonly url: string;
  /** With SIGKILL, as when the power goes. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Lines for its configuration from the next start on, after those that it has. */
  configure(lines: string): Promise<void>;
  close(): Promise<void>;
}

export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-mosquitto-'));
  const port = await findFreePort();
  return run(folder, port, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
}

export interface GuardedMosquitto extends Mosquitto {
  /** With TLS, for `localhost`. */
  readonly tlsUrl: string;
  /** The certificate that signed the broker's. */
  readonly caFile: string;
  readonly credentials: Readonly<Record<(typeof roles)[number], string>>;
}

/** docs/mosquitto as it is shipped, with a user for each role, certificates made for this run, and a second listener without TLS. */
export async function startGuardedMosquitto(): Promise<GuardedMosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-mosquitto-'));
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  await copyFile(join(shipped, 'acl'), join(folder, 'acl'));
  await makeCertificates(folder);
  const files = roles.map((role) => join(folder, `${role}.credentials`));
  for (const [i, role] of roles.entries()) {
    await writeFile(files[i], `${role}:secret-of-${role}\n`, { mode: 0o600 });
    const create = i === 0 ? ['-c'] : [];
    execFileSync('mosquitto_passwd', ['-b', ...create, join(folder, 'passwords'), role, `secret-of-${role}`]);
  }
  const text = readFileSync(join(shipped, 'mosquitto.conf'), 'utf8')
    .replaceAll('/etc/mosquitto', folder)
    .replace('listener 8883', `listener ${port} 127.0.0.1\nlistener ${tlsPort} 127.0.0.1`);
  const broker = await run(folder, port, `${text}user ${userInfo().username}\n`);
  const [look, infer, flash, bridge] = files;
  const caFile = join(folder, 'certs', 'ca.crt');
  return { ...broker, tlsUrl: `mqtts://localhost:${tlsPort}`, caFile, credentials: { look, infer, flash, bridge } };
}

/** As docs/bridge.md makes them. */
async function makeCertificates(folder: string): Promise<void> {
  const cwd = join(folder, 'certs');
  await mkdir(cwd);
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd, stdio: 'ignore' });
  openssl('req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=retort-ca -keyout ca.key -out ca.crt');
  openssl('req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr');
  await writeFile(join(cwd, 'names'), 'subjectAltName=DNS:localhost');
  openssl('x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt');
}

async function run(folder: string, port: number, text: string): Promise<Mosquitto> {
  const config = join(folder, 'mosquitto.conf');
  await writeFile(config, text);
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
    configure: (lines) => writeFile(config, `${text}${lines}\n`),
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
