import type { CommandType } from '../../../core/commands/commands.ts'
import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Chance } from './chance.ts'
import type { Layer } from './report.ts'
import type { World } from './world.ts'
import { Buffer } from 'node:buffer'
import { MESSAGE_BYTES } from '../../../core/protocol/limits.ts'
import { commandFrame, garbledCommand } from './commands.ts'
import { binaryEvent, brokenEnginePacket, brokenPacket, quietEnginePacket, quietPacket, strangeRequest } from './packets.ts'
import { allowedFrame, brokenFrame, wsFrame, wsMessage } from './websocket.ts'

/** A message that waits for its answer. */
export interface Asked {
  text: string
  /** What it was before it was mutated; absent for what never was a command. */
  type?: CommandType | undefined
}

/** Something to send, and what to expect of it. */
export interface Shot {
  layer: Layer
  /** Engine.IO packets: text, and binary data. */
  packets: (string | Uint8Array)[]
  asked?: Asked
}

/** An attendee has 40 commands at once; some attackers try more. */
const BURST = 38

/** Shots after which a connection lives on; those that ask have the numbers from 0. */
export function volley(role: ConnectionRole, world: World, chance: Chance, length = chance.often(0.03) ? 70 : BURST): Shot[] {
  const shots: Shot[] = []
  for (let asked = 0; shots.length < length;) {
    const shot = shotOf(role, asked, world, chance)
    // Longer ones end the connection: they are for last words.
    if (shot.packets.some(packet => Buffer.byteLength(packet as string) > MESSAGE_BYTES))
      continue
    shots.push(shot)
    asked += Number(shot.asked !== undefined)
  }
  return shots
}

function shotOf(role: ConnectionRole, no: number, world: World, chance: Chance): Shot {
  const kind = chance.below(100)
  if (kind < 84) {
    const asked = commandFrame(role, no, world, chance)
    return { layer: 'command', packets: [asked.text], asked }
  }
  if (kind < 88)
    return { layer: 'socket.io', packets: [quietPacket(chance)] }
  if (kind < 90) {
    const packets = binaryEvent(no, chance)
    return { layer: 'socket.io', packets, asked: { text: packets[0] as string } }
  }
  if (kind < 94) {
    const text = strangeRequest(no, chance)
    return { layer: 'socket.io', packets: [text], asked: { text } }
  }
  return { layer: 'engine.io', packets: [quietEnginePacket(chance)] }
}

/** The shots as WebSocket frames, with further ones in between that are allowed. */
export function framesOf(shots: readonly Shot[], chance: Chance, count: (layer: Layer) => void): Buffer {
  return Buffer.concat(shots.flatMap(({ layer, packets }) => {
    count(layer)
    const frames = packets.map(packet => typeof packet === 'string' ? wsMessage(packet, chance) : wsFrame(Buffer.from(packet), { opcode: 2 }))
    if (chance.often(0.93))
      return frames
    count('websocket')
    return [allowedFrame(chance), ...frames]
  }))
}

/** What ends a connection, or may. */
export function lastWords(role: ConnectionRole, world: World, chance: Chance): { layer: Layer, bytes: Buffer } {
  const kind = chance.below(100)
  if (kind < 30)
    return { layer: 'websocket', bytes: brokenFrame(chance) }
  if (kind < 55)
    return { layer: 'engine.io', bytes: wsFrame(brokenEnginePacket(chance)) }
  if (kind < 60)
    return { layer: 'engine.io', bytes: wsFrame(chance.bytes(chance.below(400)), { opcode: 2 }) }
  if (kind < 85)
    return { layer: 'socket.io', bytes: wsFrame(brokenPacket(chance)) }
  return { layer: 'socket.io', bytes: wsFrame(garbledCommand(commandFrame(role, 0, world, chance), world, chance)) }
}
