// Proof of who sent a batch, for a protocol that does not say it: X25519 for a key, HMAC-SHA256 over topic and payload
// (proto/bridge.proto). Knows nothing of what is in a batch.
import {
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';

export interface KeyPair {
  /** X25519, 32 bytes. */
  readonly publicKey: Buffer;
  readonly privateKey: KeyObject;
}

export const publicKeyBytes = 32;
/** Field 15, 32 bytes long. */
const macTag = Buffer.from([0x7a, 0x20]);
/** Of a MAC at a payload's end: tag, length, HMAC. */
export const sealBytes = macTag.length + 32;

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'), privateKey };
}

/** The key of one client and one bridge; undefined if `other` is not a valid public key. */
export function deriveKey(own: KeyPair, other: Buffer, role: 'client' | 'bridge'): Buffer | undefined {
  if (other.length !== publicKeyBytes) return undefined;
  const jwk = { kty: 'OKP', crv: 'X25519', x: other.toString('base64url') };
  const [client, bridge] = role === 'client' ? [own.publicKey, other] : [other, own.publicKey];
  try {
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    const shared = diffieHellman({ privateKey: own.privateKey, publicKey });
    return createHmac('sha256', shared).update('retort.bridge.v1').update(client).update(bridge).digest();
  } catch {
    return undefined; // a point of small order, which gives everybody the same key
  }
}

/** `payload` with its MAC as the last field. */
export function seal(key: Buffer, topic: string, payload: Buffer): Buffer {
  return Buffer.concat([payload, macTag, macOf(key, topic, payload)]);
}

/** Whether whoever knows `key` sealed this payload for this topic. */
export function isSealed(key: Buffer, topic: string, payload: Buffer): boolean {
  const end = payload.length - sealBytes;
  if (end < 0 || !payload.subarray(end, end + macTag.length).equals(macTag)) return false;
  return timingSafeEqual(payload.subarray(end + macTag.length), macOf(key, topic, payload.subarray(0, end)));
}

/** Of a secret that will release a lease. */
export function releaseHashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

function macOf(key: Buffer, topic: string, body: Buffer): Buffer {
  return createHmac('sha256', key).update(topic).update('\0').update(body).digest();
}
