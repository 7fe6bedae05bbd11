// `retort bridge`: serves boards over MQTT until it is stopped.

import { hostname } from 'node:os';
import { Command } from 'commander';
import type { BridgeEvent } from '../../../device-bridge/daemon/bridge.ts';
import type { CredentialsFiles } from '../../../device-bridge/mqtt/credentials.ts';
import { urlForPeople } from '../../../device-bridge/mqtt/url-for-people.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { untilAborted } from '../interrupt.ts';
import type { Output } from '../output.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { integer } from '../settings/options.ts';
import { lostBroker } from '../text/broker-text.ts';
import { revealSecrets } from '../text/secret-urls.ts';

interface BridgeOptions {
  readonly json?: boolean;
  readonly board: readonly string[];
  readonly tag?: readonly string[];
  readonly broker?: string;
  readonly listen: number;
  readonly group: string;
  readonly name?: string;
}

export function bridgeCommand(): Command {
  return new Command('bridge')
    .description('serves boards over MQTT until Ctrl-C, so that any computer can use and watch them')
    .requiredOption('--board <url...>', 'a board, or NAME=URL: serial:PATH?baud=3000000, virtual:up5k')
    .option(
      '--tag <tags...>',
      'NAME=TAG for one board, TAG for all: by which clients choose one, as "retort test --tag" does',
    )
    .option(
      '--broker <url>',
      'mqtt://HOST[:1883][?credentials=FILE], or mqtts (default: an embedded broker on this computer)',
    )
    .option(
      '--listen <port>',
      'port of the embedded broker, on 127.0.0.1; 0 picks a free one',
      integer(0, 65_535),
      1883,
    )
    .option('--group <name>', 'first level of the topics', 'retort')
    .option('--name <name>', "the bridge's name (default: this computer's)")
    .addHelpText(
      'after',
      '\nExample:\n  retort bridge --board bench1=serial:/dev/ttyUSB1 --tag bench1=camera\n  retort validate --on mqtt://127.0.0.1/retort/NAME/bench1\n\nThe boards\' URLs are printed first, with --json as {"broker":…,"boards":{NAME:URL,…}}. The embedded broker generates new passwords on each start; commands run by the same user on this computer find them.\nFor another broker, FILE (or RETORT_MQTT_CREDENTIALS) holds USER:PASSWORD. See docs/bridge.md for the rest.',
    )
    .action((options: BridgeOptions) => runCommand(options.json === true, (context) => serve(options, context)));
}

async function serve(options: BridgeOptions, { output, signal }: CommandContext): Promise<CommandOutcome> {
  const { startBridge } = await import('../../../device-bridge/daemon/bridge.ts');
  const boards = withTags(await Promise.all(options.board.map(placeOf)), options.tag ?? []);
  const embedded = options.broker === undefined ? await startOwnBroker(options.listen) : undefined;
  try {
    const address = { group: options.group, bridge: options.name ?? nameOfComputer() };
    const broker = brokerUrl(embedded?.url ?? options.broker ?? '');
    const onEvent = (event: BridgeEvent) => tell(event, output);
    const bridge = await startBridge({ ...address, broker, boards, signal, onEvent });
    try {
      const { brokerNameOf } = await import('../../../device-bridge/mqtt/credentials.ts');
      const name = brokerNameOf(broker);
      const urls = boards.map(
        (board) => [board.name, `${name}/${address.group}/${address.bridge}/${board.name}`] as const,
      );
      announce(options.json === true, name, urls, embedded?.credentialsFiles);
      await untilAborted(signal);
    } finally {
      await bridge.close();
    }
  } finally {
    await embedded?.close();
  }
  return { json: { ended: true }, text: 'the bridge has stopped and released its boards' };
}

/** `NAME=URL`, or a URL whose last part becomes the name. */
export async function placeOf(text: string) {
  const { connectBoard, requireLocal } = await import('../steps/connect.ts');
  const [, given, url] = /^(?:([^:=]+)=)?(.*)$/.exec(text) ?? [];
  const target = requireLocal(url);
  const name = given ?? (target.kind === 'serial' ? target.path.split(/[/\\]/).at(-1)! : target.board);
  const open = async (signal: AbortSignal) => (await connectBoard(target, signal)).board;
  return { name, url, open };
}

/** @throws TagError */
export function withTags<Place extends { readonly name: string }>(
  places: readonly Place[],
  given: readonly string[],
): (Place & { readonly tags: readonly string[] })[] {
  const parsed = given.map((text) => {
    const [, name, tag] = /^(?:([^=]*)=)?([^=]+)$/.exec(text) ?? [];
    if (tag === undefined) throw new TagError(text, 'it is neither TAG nor NAME=TAG');
    if (name !== undefined && !places.some((place) => place.name === name))
      throw new TagError(text, `no board is called '${name}', only ${places.map((place) => place.name).join(', ')}`);
    return { name, tag };
  });
  return places.map((place) => {
    const own = parsed.filter(({ name }) => name === undefined || name === place.name);
    return { ...place, tags: [...new Set(own.map(({ tag }) => tag))] };
  });
}

class TagError extends RetortError {
  readonly code = 'CLI_BRIDGE_TAG';
  readonly category = 'usage';
  override readonly name = 'TagError';

  constructor(text: string, reason: string) {
    super(`--tag '${text}' cannot be used: ${reason}`);
  }
}

async function startOwnBroker(port: number) {
  const { startEmbeddedBroker } = await import('../../../device-bridge/daemon/embedded-broker.ts');
  return startEmbeddedBroker(port);
}

/** Without a path, because board URLs are built from it. @throws BrokerUrlError */
function brokerUrl(given: string): string {
  const text = revealSecrets(given);
  const isBroker = /^mqtts?:\/\/[^/?#]+\/?(?:\?credentials=[^&#]+)?$/.test(text) && URL.canParse(text);
  if (!isBroker) throw new BrokerUrlError(text);
  return text;
}

class BrokerUrlError extends RetortError {
  readonly code = 'CLI_BROKER_URL';
  readonly category = 'usage';
  override readonly name = 'BrokerUrlError';
  readonly url: string;

  constructor(url: string) {
    const shown = urlForPeople(url);
    super(`'${shown}' is not a broker URL: write mqtt://HOST[:PORT], with ?credentials=FILE for user and password`);
    this.url = shown;
  }
}

function nameOfComputer(): string {
  return (
    hostname()
      .split('.')[0]
      .replaceAll(/[^\w-]/g, '-') || 'bridge'
  );
}

function announce(
  json: boolean,
  broker: string,
  urls: readonly (readonly [string, string])[],
  credentials: CredentialsFiles | undefined,
): void {
  const roles = credentials ? [`passwords for others: ${credentials.look} (look), …infer, …flash`] : [];
  const text = [...urls.map(([name, url]) => `${name}: --on ${url}`), ...roles].join('\n');
  const all = { broker, boards: Object.fromEntries(urls), ...(credentials && { credentials }) };
  process.stdout.write(`${json ? JSON.stringify(all) : text}\n`);
}

function tell(event: BridgeEvent, output: Output): void {
  switch (event.kind) {
    case 'broker':
      output.note(event.connected ? 'reconnected to the broker' : lostBroker);
      break;
    case 'board':
      output.note(event.present ? `${event.name} is online` : `${event.name} is offline: ${event.problem}`);
      break;
    case 'heard':
      output.note(
        event.heard
          ? "the broker echoes the bridge's state"
          : "the broker does not echo the bridge's own state: check that this user may read and write retort/v1/#; still trying",
      );
      break;
    case 'rival':
      output.note('another bridge claims this name: stop one of the two, or ignore this if it is expected');
  }
}
