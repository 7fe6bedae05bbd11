// `retort bridge`: owns boards and serves them over MQTT until it is ended.

import { hostname } from 'node:os';
import { Command } from 'commander';
import type { BridgeEvent } from '../../../device-bridge/daemon/bridge.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { integer } from '../options.ts';
import type { Output } from '../output.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';

interface BridgeOptions {
  readonly json?: boolean;
  readonly board: readonly string[];
  readonly broker?: string;
  readonly listen: number;
  readonly group: string;
  readonly name?: string;
}

export function bridgeCommand(): Command {
  return new Command('bridge')
    .description('owns boards and serves them over MQTT, so that any computer can use and watch them; until Ctrl-C')
    .requiredOption('--board <url...>', 'a board, or NAME=URL: serial:PATH?baud=3000000, virtual:up5k')
    .option('--broker <url>', 'mqtt://[USER:PASSWORD@]HOST[:1883]; without it, a broker of its own on this computer')
    .option('--listen <port>', 'port of its own broker, at 127.0.0.1; 0 takes a free one', integer(0, 65_535), 1883)
    .option('--group <name>', 'first part of the topics', 'retort')
    .option('--name <name>', "the bridge's name (default: this computer's)")
    .addHelpText(
      'after',
      '\nExample:\n  retort bridge --board bench1=serial:/dev/ttyUSB1\n  retort validate --on mqtt://127.0.0.1/retort/NAME/bench1\n\nThe boards\' URLs are printed first, with --json as {"broker":…,"boards":{NAME:URL,…}}.',
    )
    .action((options: BridgeOptions) => runCommand(options.json === true, (context) => serve(options, context)));
}

async function serve(options: BridgeOptions, { output, signal }: CommandContext): Promise<CommandOutcome> {
  const { startBridge } = await import('../../../device-bridge/daemon/bridge.ts');
  const boards = await Promise.all(options.board.map(placeOf));
  const embedded = options.broker === undefined ? await startOwnBroker(options.listen) : undefined;
  try {
    const address = { group: options.group, bridge: options.name ?? nameOfComputer() };
    const broker = brokerUrl(embedded?.url ?? options.broker ?? '');
    const bridge = await startBridge({ ...address, broker, boards, signal, onEvent: (event) => tell(event, output) });
    try {
      const urls = boards.map(({ name }) => [name, `${broker}/${address.group}/${address.bridge}/${name}`] as const);
      announce(options.json === true, broker, urls);
      await Promise.race([untilAborted(signal), bridge.failed]);
    } finally {
      await bridge.close();
    }
  } finally {
    await embedded?.close();
  }
  return { json: { ended: true }, text: 'the bridge has ended; its boards are free' };
}

/** `NAME=URL`, or a URL whose last part becomes the name. */
async function placeOf(text: string) {
  const { connectBoard, requireLocal } = await import('../connect.ts');
  const [, given, url] = /^(?:([^:=]+)=)?(.*)$/.exec(text) ?? [];
  const target = requireLocal(url);
  const name = given ?? (target.kind === 'serial' ? target.path.split(/[/\\]/).at(-1)! : 'up5k');
  const open = async (signal: AbortSignal) => (await connectBoard(target, signal)).board;
  return { name, url, open };
}

async function startOwnBroker(port: number) {
  const { startEmbeddedBroker } = await import('../../../device-bridge/daemon/embedded-broker.ts');
  return startEmbeddedBroker(port);
}

/** Without a path, as board URLs are made of it. @throws BrokerUrlError */
function brokerUrl(text: string): string {
  if (!/^mqtts?:\/\/[^/?#]+\/?$/.test(text) || !URL.canParse(text)) throw new BrokerUrlError(text);
  return text.replace(/\/$/, '');
}

class BrokerUrlError extends RetortError {
  readonly code = 'CLI_BROKER_URL';
  readonly category = 'usage';
  override readonly name = 'BrokerUrlError';
  readonly url: string;

  constructor(url: string) {
    super(`'${url}' names no broker: give it as mqtt://[USER:PASSWORD@]HOST[:PORT]`);
    this.url = url;
  }
}

function nameOfComputer(): string {
  return (
    hostname()
      .split('.')[0]
      .replaceAll(/[^\w-]/g, '-') || 'bridge'
  );
}

function announce(json: boolean, broker: string, urls: readonly (readonly [string, string])[]): void {
  const text = urls.map(([name, url]) => `${name}: --on ${url}`).join('\n');
  process.stdout.write(json ? `${JSON.stringify({ broker, boards: Object.fromEntries(urls) })}\n` : `${text}\n`);
}

function tell(event: BridgeEvent, output: Output): void {
  if (event.kind === 'broker')
    output.note(event.connected ? 'the broker is back' : 'the broker is gone; looking for it');
  else output.note(event.present ? `${event.name} is there` : `${event.name} is not there: ${event.problem}`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
