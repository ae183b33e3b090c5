import type { Peers } from '../store.ts'
import { Buffer } from 'node:buffer'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const [IV, TAG] = [12, 16]

/**
 * Messages that only servers with the key can read and make: whoever may connect to a database hears its notifications, and may send
 * some. What is no message of theirs is ignored.
 * @param key 32 bytes
 */
export function sealedPeers(peers: Peers, key: Buffer): Peers {
  function seal(about: string, message: unknown): string {
    const iv = randomBytes(IV)
    const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(about))
    return Buffer.concat([iv, cipher.update(JSON.stringify(message)), cipher.final(), cipher.getAuthTag()]).toString('base64')
  }

  function unseal(about: string, sealed: unknown): unknown {
    const bytes = Buffer.from(String(sealed), 'base64')
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV)).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]).toString())
  }

  return {
    tell: (topic, workshop, message) => peers.tell(topic, workshop, seal(`${topic} ${workshop}`, message)),
    onTold: (topic, workshop, listener) => peers.onTold(topic, workshop, (server, sealed) => {
      let message
      try {
        message = unseal(`${topic} ${workshop}`, sealed)
      }
      catch {
        return
      }
      listener(server, message)
    }),
  }
}
