import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Target } from './attack.ts'
import type { Chance } from './chance.ts'
import type { Asked } from './volley.ts'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { brokenConnect } from './packets.ts'
import { PATIENCE, rawSocket } from './raw-socket.ts'
import { framesOf, lastWords, volley } from './volley.ts'
import { wsFrame } from './websocket.ts'

/** Connects as a page does, sends a volley, hears every answer, and ends with something broken. */
export async function socketAttack(role: ConnectionRole, cookie: string, { port, world, report }: Target, chance: Chance): Promise<void> {
  const waiting = new Map<number, Asked>()
  let settle = () => {}
  const settled = new Promise<void>(resolve => settle = resolve)
  const socket = await rawSocket(port, cookie, (text, self) => {
    if (text.startsWith('40')) {
      const shots = volley(role, world, chance)
      shots.flatMap(({ asked }) => asked ?? []).forEach((asked, no) => waiting.set(no, asked))
      self.write(framesOf(shots, chance, report.count))
      if (waiting.size === 0)
        settle()
    }
    else if (text.startsWith('43')) {
      const start = text.indexOf('[')
      const no = Number(text.slice(2, start))
      report.judge(JSON.parse(text.slice(start)), waiting.get(no) ?? { text: 'what nobody asked' })
      waiting.delete(no)
      if (waiting.size === 0)
        settle()
    }
    else if (text.startsWith('44{')) {
      report.accuse('reply', `${role} was not let in: ${text}`)
      settle()
    }
    else if (text.startsWith('0')) {
      self.write(wsFrame(`40${JSON.stringify({ role, v: PROTOCOL_VERSION })}`))
    }
    else if (text === '2') {
      self.write(wsFrame('3'))
    }
  })
  const timer = setTimeout(settle, PATIENCE)
  await Promise.race([settled, socket.closed])
  clearTimeout(timer)
  waiting.forEach(({ text }) => report.accuse('unanswered', text.slice(0, 300)))
  const { layer, bytes } = lastWords(role, world, chance)
  report.count(layer)
  const code = await socket.end(bytes)
  if (code === 'open')
    report.accuse('open', JSON.stringify(bytes.toString('latin1').slice(0, 300)))
  report.tell(layer, code === null ? 'closed' : `close ${code}`)
}

/** First packets of Socket.IO that no page sends, one after the other until one ends the connection or is let in. */
export async function connectAttack(cookie: string, { port, report }: Target, chance: Chance): Promise<void> {
  const packets = Array.from({ length: 1 + chance.below(8) }, () => brokenConnect(chance))
  let settle = () => {}
  const settled = new Promise<void>(resolve => settle = resolve)
  const socket = await rawSocket(port, cookie, (text, self) => {
    if (text.startsWith('44'))
      report.tell('socket.io', `connect: ${/"message":"([^"]*)"/.exec(text)?.[1]}`)
    else if (!text.startsWith('0'))
      return settle()
    const packet = packets.pop()
    if (packet === undefined)
      return settle()
    report.count('socket.io')
    self.write(wsFrame(packet))
  })
  const timer = setTimeout(() => report.accuse('unanswered', 'a first packet of Socket.IO'), PATIENCE)
  await Promise.race([settled, socket.closed])
  clearTimeout(timer)
  await socket.end(wsFrame('41'))
}
