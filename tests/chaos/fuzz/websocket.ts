import type { Chance } from './chance.ts'
import { Buffer } from 'node:buffer'

/** What a frame's header says; the defaults are those of an honest client. */
export interface FrameOptions {
  opcode?: number
  fin?: boolean
  /** The three reserved bits, as a number below 8. */
  reserved?: number
  masked?: boolean
  key?: Buffer
  /** What the header says about the length, where that is not true. */
  claimed?: number | bigint
  /** Bytes of the length field: 1, 3 or 9; the shortest that does when not given. */
  lengthBytes?: number
}

const TEXT = 1
const NO_KEY = Buffer.alloc(4)

/** A frame from client to server [RFC 6455, 5.2]. */
export function wsFrame(payload: string | Buffer, { opcode = TEXT, fin = true, reserved = 0, masked = true, key = NO_KEY, claimed, lengthBytes }: FrameOptions = {}): Buffer {
  const bytes = Buffer.from(payload as string)
  const length = claimed ?? bytes.length
  const size = lengthBytes ?? (length < 126 ? 1 : length < 65_536 ? 3 : 9)
  const header = Buffer.alloc(1 + size + (masked ? 4 : 0))
  header[0] = (fin ? 0x80 : 0) | reserved << 4 | opcode
  header[1] = (masked ? 0x80 : 0) | (size === 1 ? Number(length) : size === 3 ? 126 : 127)
  if (size === 3)
    header.writeUInt16BE(Number(length), 2)
  else if (size === 9)
    header.writeBigUInt64BE(BigInt(length), 2)
  if (masked) {
    key.copy(header, 1 + size)
    // A key of zeros changes nothing, and is as good as any other.
    if (key !== NO_KEY)
      bytes.forEach((byte, index) => bytes[index] = byte ^ key[index % 4]!)
  }
  return Buffer.concat([header, bytes])
}

/** A message in any of the forms that the protocol allows. */
export function wsMessage(text: string, chance: Chance): Buffer {
  switch (chance.below(12)) {
    case 0:
      return wsFrame(text, { key: chance.bytes(4) })
    case 1:
      return wsFrame(text, { lengthBytes: 9 })
    case 2: {
      const bytes = Buffer.from(text)
      // Also in the middle of a letter.
      const cuts = [0, chance.below(bytes.length), bytes.length].sort((a, b) => a - b)
      const [first, second] = [bytes.subarray(0, cuts[1]), bytes.subarray(cuts[1])]
      return Buffer.concat([wsFrame(first, { fin: false }), wsFrame('', { opcode: 9 }), wsFrame('', { opcode: 0, fin: false }), wsFrame(second, { opcode: 0 })])
    }
    default:
      return wsFrame(text)
  }
}

/** Frames that are unusual and allowed: the connection lives on. */
export function allowedFrame(chance: Chance): Buffer {
  return chance.pick([
    () => wsFrame(chance.bytes(chance.below(126)), { opcode: 9 }),
    () => wsFrame(chance.bytes(chance.below(126)), { opcode: 10 }),
    () => wsFrame('', { opcode: 9, lengthBytes: 1, key: chance.bytes(4) }),
    () => wsFrame('6', { lengthBytes: 3 }),
  ])()
}

/** Frames that break the protocol, or end the connection in one of its ways. */
export function brokenFrame(chance: Chance): Buffer {
  const text = `42["command",{"type":"${chance.token()}"}]`
  return chance.pick<() => Buffer>([
    () => wsFrame(text, { opcode: chance.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) }),
    () => wsFrame(text, { reserved: 1 + chance.below(7) }),
    () => wsFrame(text, { masked: false }),
    () => wsFrame(text, { opcode: 0 }),
    () => Buffer.concat([wsFrame(text, { fin: false }), wsFrame(text)]),
    () => wsFrame(chance.bytes(126 + chance.below(500)), { opcode: chance.pick([8, 9, 10]) }),
    () => wsFrame('', { opcode: chance.pick([8, 9, 10]), fin: false }),
    () => wsFrame(text, { claimed: chance.pick([16_385n, 65_536n, 2n ** 31n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n]), lengthBytes: 9 }),
    () => wsFrame(text, { claimed: text.length + 1 + chance.below(60) }),
    () => wsFrame(text).subarray(0, 1 + chance.below(text.length)),
    () => wsFrame(closing(chance.pick([0, 1, 999, 1000, 1001, 1004, 1005, 1006, 1009, 1012, 1015, 1016, 2999, 3000, 4999, 5000, 65_535])), { opcode: 8 }),
    () => wsFrame(Buffer.concat([closing(1000), Buffer.from([0xC3, 0x28])]), { opcode: 8 }),
    () => wsFrame(Buffer.from([3]), { opcode: 8 }),
    () => wsFrame('', { opcode: 8 }),
    () => wsFrame(Buffer.concat([Buffer.from('42["'), chance.pick([[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]].map(bytes => Buffer.from(bytes)))])),
    () => wsFrame('x'.repeat(16_385 + chance.below(100_000))),
    () => Buffer.concat(Array.from({ length: 40 }, (_, index) => wsFrame('x'.repeat(500), { opcode: index === 0 ? TEXT : 0, fin: false }))),
    () => chance.bytes(1 + chance.below(300)),
    () => Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  ])()
}

function closing(code: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(code)
  return bytes
}

/** What came from the server, frame by frame. */
export interface WsReader {
  /** @param onFrame called for each frame that is complete now */
  read: (chunk: Buffer, onFrame: (opcode: number, payload: Buffer) => void) => void
}

export function wsReader(): WsReader {
  let rest: Buffer = Buffer.alloc(0)
  return {
    read(chunk, onFrame) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      while (rest.length - at >= 2) {
        const short = rest[at + 1]! & 0x7F
        const size = short < 126 ? 2 : short === 126 ? 4 : 10
        if (rest.length - at < size)
          break
        const length = size === 2 ? short : size === 4 ? rest.readUInt16BE(at + 2) : Number(rest.readBigUInt64BE(at + 2))
        if (rest.length - at < size + length)
          break
        onFrame(rest[at]! & 0x0F, rest.subarray(at + size, at + size + length))
        at += size + length
      }
      rest = rest.subarray(at)
    },
  }
}
