// A client of a bridge that says exactly what a test tells it to, sealed as proto/bridge.proto asks.
import mqtt from 'mqtt';
import { BridgeChannel } from '../../device-bridge/link/bridge-channel.ts';
import { bridgeState, type ReplyBatch } from '../../device-bridge/mqtt/messages.ts';
import { type BoardAddress, topicsOf } from '../../device-bridge/mqtt/names.ts';

export async function createSpeaker(address: BoardAddress & { readonly broker: string }, name: string) {
  const client = await mqtt.connectAsync(address.broker);
  const topics = topicsOf(address);
  const replyTopic = topics.reply(address.board, name);
  const channel = new BridgeChannel(replyTopic);
  let onReply: (batch: ReplyBatch) => void = () => {};
  const announced = new Promise<void>((resolve) => {
    client.on('message', (topic, payload) => {
      if (topic === topics.state) {
        channel.announce(Buffer.from(bridgeState.decode(payload)?.publicKey ?? []));
        resolve();
      }
      const batch = topic === replyTopic ? channel.open(payload) : undefined;
      if (batch) onReply(batch);
    });
  });
  await client.subscribeAsync([topics.state, replyTopic]);
  await announced;
  return {
    channel,
    /** The first sealed reply that comes then. */
    async say(topic: string, requests: Uint8Array[]): Promise<ReplyBatch> {
      const reply = new Promise<ReplyBatch>((resolve) => (onReply = resolve));
      for (const payload of channel.seal(topic, { requests })) await client.publishAsync(topic, payload);
      return reply;
    },
    close: () => client.endAsync(),
  };
}
