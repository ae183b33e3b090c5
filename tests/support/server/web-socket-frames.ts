import { Buffer } from 'node:buffer'

/** What went over a connection in one direction: a frame with its bytes as they came, or anything that is none. */
export interface Piece {
  bytes: Buffer
  /** What a text frame says; undefined for other frames, and for all that is HTTP. */
  text?: string
}

/**
 * Cuts one direction of a connection into pieces: its HTTP head and then a WebSocket frame each, where it becomes a
 * WebSocket; else as it comes.
 */
export function createSplitter(): (chunk: Buffer) => Piece[] {
  let kept: Buffer = Buffer.alloc(0)
  let speaks: 'head' | 'frames' | 'http' = 'head'
  return (chunk) => {
    if (speaks === 'http')
      return [{ bytes: chunk }]
    kept = Buffer.concat([kept, chunk])
    const pieces: Piece[] = []
    if (speaks === 'head') {
      const end = kept.indexOf('\r\n\r\n')
      if (end === -1)
        return []
      const isUpgrade = /^upgrade: websocket/im.test(kept.toString('latin1', 0, end))
      speaks = isUpgrade ? 'frames' : 'http'
      const size = isUpgrade ? end + 4 : kept.length
      pieces.push({ bytes: kept.subarray(0, size) })
      kept = kept.subarray(size)
    }
    for (let size = frameSize(kept); size !== undefined && size <= kept.length; size = frameSize(kept)) {
      pieces.push({ bytes: kept.subarray(0, size), text: textOf(kept.subarray(0, size)) })
      kept = kept.subarray(size)
    }
    return pieces
  }
}

/** Undefined while too little is there to tell. [RFC 6455, 5.2] */
function frameSize(bytes: Buffer): number | undefined {
  const head = headSize(bytes)
  if (head === undefined || bytes.length < head)
    return undefined
  const short = bytes[1]! & 0x7F
  return head + (short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short)
}

function headSize(bytes: Buffer): number | undefined {
  if (bytes.length < 2)
    return undefined
  const short = bytes[1]! & 0x7F
  return 2 + (short === 127 ? 8 : short === 126 ? 2 : 0) + (isMasked(bytes) ? 4 : 0)
}

function isMasked(bytes: Buffer): boolean {
  return (bytes[1]! & 0x80) !== 0
}

function textOf(frame: Buffer): string | undefined {
  if ((frame[0]! & 0x0F) !== 1)
    return undefined
  const head = headSize(frame)!
  const payload = Buffer.from(frame.subarray(head))
  if (isMasked(frame))
    payload.forEach((byte, index) => payload[index] = byte ^ frame[head - 4 + index % 4]!)
  return payload.toString()
}
