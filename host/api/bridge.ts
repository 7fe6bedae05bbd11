// `retort-fpga/bridge`: boards over MQTT: the bridge that owns them, a broker for one computer, a board's stream of predictions, and the link below.
import { lazily } from './lazily.ts';

export type { BoardPlace } from '../../device-bridge/daemon/board-keeper.ts';
export type { Bridge, BridgeEvent, BridgeOptions } from '../../device-bridge/daemon/bridge.ts';
export type { EmbeddedBroker } from '../../device-bridge/daemon/embedded-broker.ts';
export { createFramedLink } from '../../device-bridge/link/framed-link.ts';
export type { BytePort, BytePortEvents, Clock, Link, LinkEvents } from '../../device-bridge/link/link.ts';
export type { MqttLinkOptions } from '../../device-bridge/link/mqtt-link.ts';
export { openSerialPort } from '../../device-bridge/link/serial-port.ts';
export type { Observation, ObservationSource, WatchEvent } from '../../device-bridge/monitor/observation.ts';
export type { PredictionStreamOptions } from '../../device-bridge/monitor/prediction-stream.ts';
export type { BoardAddress, BridgeAddress } from '../../device-bridge/mqtt/names.ts';
export { type OpenBoardOptions, openBoard as openBoardOn } from '../../device-bridge/session/board.ts';
export type { Timing } from '../../device-bridge/session/timing.ts';
export { RetortError } from '../../proto/retort-error.ts';
export type * from './board-types.ts';

/**
 * Serves boards over MQTT; resolves when clients can find the bridge. Boards are looked for from then on.
 * @throws MqttNameError, DuplicateBoardError, BridgeNameTakenError, BrokerMessageTooLargeError, the signal's reason
 * @example
 * import { openBoard } from 'retort-fpga/board';
 * import { startBridge, startEmbeddedBroker } from 'retort-fpga/bridge';
 *
 * const url = 'virtual:up5k';
 * const broker = await startEmbeddedBroker(0);
 * const boards = [{ name: 'bench1', url, open: (signal: AbortSignal) => openBoard(url, { signal }) }];
 * const bridge = await startBridge({ broker: broker.url, group: 'retort', bridge: 'lab', boards });
 * await bridge.close();
 * await broker.close();
 */
export const startBridge = lazily(async () => (await import('../../device-bridge/daemon/bridge.ts')).startBridge);
/**
 * A broker for one computer, on 127.0.0.1; port 0 takes a free one.
 * @throws BrokerPortTakenError
 * @example
 * import { startEmbeddedBroker } from 'retort-fpga/bridge';
 *
 * const broker = await startEmbeddedBroker(0);
 * console.log(broker.url);
 * await broker.close();
 */
export const startEmbeddedBroker = lazily(
  async () => (await import('../../device-bridge/daemon/embedded-broker.ts')).startEmbeddedBroker,
);
/**
 * A link to a bridge's board, for `openBoardOn`.
 * @throws MqttNameError, BrokerUnreachableError, BridgeOfflineError, UnknownBoardError, the signal's reason
 * @example
 * import { openBoardOn, openMqttLink } from 'retort-fpga/bridge';
 *
 * const link = await openMqttLink({ broker: 'mqtt://127.0.0.1', group: 'retort', bridge: 'bench', board: 'b1' });
 * const board = await openBoardOn(link);
 * await board.close();
 */
export const openMqttLink = lazily(async () => (await import('../../device-bridge/link/mqtt-link.ts')).openMqttLink);
/**
 * What a bridge's board predicts, as it happens: logits int8 [classes], latencies in milliseconds. Only listens.
 * @throws MqttNameError, BrokerUnreachableError, the signal's reason; UnknownBoardError to `onEnd`
 * @example
 * import { openPredictionStream } from 'retort-fpga/bridge';
 *
 * const source = await openPredictionStream({ broker: 'mqtt://127.0.0.1', group: 'retort', bridge: 'bench', board: 'b1' });
 * source.start(
 *   (event) => {
 *     if (event.kind === 'predictions') for (const { label, cycles } of event.observations) console.log(label, cycles);
 *   },
 *   (error) => console.log(error?.message ?? 'ended'),
 * );
 */
export const openPredictionStream = lazily(
  async () => (await import('../../device-bridge/monitor/prediction-stream.ts')).openPredictionStream,
);
