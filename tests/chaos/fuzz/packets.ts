import type { Chance } from './chance.ts'
import { ODD_TEXTS, oddValue, PROTOTYPE_NAMES } from './odd.ts'

/** Engine.IO packets that change nothing. */
export function quietEnginePacket(chance: Chance): string {
  return chance.pick(['3', '3probe', '6', `6${chance.token()}`, '5', '5junk', '0', '0{"sid":"mine"}', '1'])
}

/** Engine.IO packets that no honest page sends. */
export function brokenEnginePacket(chance: Chance): string {
  return chance.pick<() => string>([
    () => '',
    () => chance.pick(['2', '2probe', '7', '8', '9', '10', '-1', 'a', 'B', ' ', '\0', '\u001E', '４', 'null', '[]']),
    () => `${chance.below(10)}${chance.pick(ODD_TEXTS)}`,
    () => `b${chance.pick(['', '====', 'AAAA', '!!!!', 'A'.repeat(chance.below(12_000)), ...ODD_TEXTS])}`,
    () => `4${chance.pick(['', '4', '7', '9', 'x', ' ', '-1', '1e1', '\u001E', ...ODD_TEXTS])}`,
    () => `b4${chance.token()}`,
    () => Array.from({ length: 2 + chance.below(50) }, () => chance.below(10)).join('\u001E'),
  ])()
}

/** Socket.IO packets that nobody answers: nobody asked for one. */
export function quietPacket(chance: Chance): string {
  const json = () => JSON.stringify(oddValue(chance)) ?? 'null'
  return chance.pick<() => string>([
    () => `42["command",${json()}]`,
    () => `42["${chance.pick(['error', 'message', 'ping', 'upgrade', 'data', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'own'])}",${json()}]`,
    () => `42[${chance.pick(['0', '-1', '1e999', '3.5'])},${json()}]`,
    () => '42["command"]',
    () => `42${JSON.stringify(['command', ...Array.from({ length: chance.below(200) }).fill(null)])}`,
    () => `43${chance.pick(['', '0', '7', '99999999999999999999', '00'])}[${json()}]`,
    () => `42/,["command",${json()}]`,
  ])()
}

/** Events that are no command of ours, with an acknowledgement: each is answered all the same. */
export function strangeRequest(no: number, chance: Chance): string {
  const json = () => JSON.stringify(oddValue(chance)) ?? 'null'
  const event = chance.pick(['error', 'message', 'Command', 'command ', 'commands', '', 'data', 'ping', 'end', '*', 'ballot:cast', ...PROTOTYPE_NAMES])
  return chance.pick<() => string>([
    () => `42${no}${JSON.stringify([event])}`,
    () => `42${no}[${JSON.stringify(event)},${json()}]`,
    () => `42${no}[${JSON.stringify(event)},${json()},${json()}]`,
    () => `42${no}["command"]`,
    () => `42${no}["command",${json()}]`,
    () => `42${no}["command",${json()},{"type":"poll:open"}]`,
    () => `42${no}[${chance.pick(['0', '-5', '1e300'])},${json()}]`,
    () => `42/,${no}["command",{"type":${JSON.stringify(chance.pick([...PROTOTYPE_NAMES, ...ODD_TEXTS]))}}]`,
    () => `42000${no}["command",${json()}]`,
  ])()
}

/** Socket.IO packets that break its protocol, or end what it holds. */
export function brokenPacket(chance: Chance): string {
  const json = () => JSON.stringify(oddValue(chance)) ?? 'null'
  const junk = () => chance.pick(['', '{', '[', '[]', '{}', 'null', '"x"', '[null]', '[[]]', '[{}]', '[true]', '["command"', '["command",]', `[${json()}]`, json()])
  const namespace = chance.pick(['/admin', '/', '//', '/__proto__', '/constructor', '/../', `/${'x'.repeat(chance.below(9000))}`, '/a?token=1', '/\0'])
  return chance.pick<() => string>([
    () => `40${namespace},${json()}`,
    () => `42${namespace},7["command",{}]`,
    () => `41${namespace},`,
    () => '41',
    () => `40${json()}`,
    () => `4${chance.below(10)}${junk()}`,
    () => `42${chance.pick(['-1', 'NaN', '1.5', '1e5', ' 1', '\t', '0x10', '٣', 'Infinity'])}["command",{}]`,
    () => `42${chance.below(9)}["${chance.pick(['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'])}",${json()}]`,
    () => `44${json()}`,
    () => `45${chance.pick(['', '-', '0-', '-1-', '1.5-', 'NaN-', '11-', '999999999-', '1', '1e1-', ' -', '0x1-'])}["command",{"_placeholder":true,"num":0}]`,
    () => `46${chance.pick(['1-', '1-5', '10-', '2-0'])}${junk()}`,
    () => `45${1 + chance.below(10)}-${chance.below(9)}["command",{"_placeholder":true,"num":${chance.pick(['0', '5', '-1', '1e9', '"0"', 'null'])}}]`,
    () => `42${'['.repeat(1 + chance.below(12_000))}`,
    () => `42["command",${'['.repeat(5000)}${']'.repeat(5000)}]x`,
  ])()
}

/** A binary event with its attachments; text messages are Engine.IO's, buffers are binary frames. */
export function binaryEvent(no: number, chance: Chance): (string | Uint8Array)[] {
  const attachments = 1 + chance.below(3)
  const holder = (num: number) => `{"_placeholder":true,"num":${num}}`
  const payload = chance.pick([
    holder(0),
    `{"type":${holder(0)}}`,
    `{"type":"ballot:cast","id":${holder(0)},"poll":"opening","round":"opening#1","answer":${holder(attachments - 1)}}`,
    `{"type":"role:say","id":"${chance.token()}","role":${holder(0)}}`,
    `[${holder(0)},${holder(0)}]`,
  ])
  return [`45${attachments}-${no}["command",${payload}]`, ...Array.from({ length: attachments }, () => new Uint8Array(chance.below(200)))]
}

/** A page's first packet, with what is wrong in it. */
export function brokenConnect(chance: Chance): string {
  const auth = chance.pick<() => string>([
    () => '',
    () => JSON.stringify({ role: chance.pick(['attendee', 'screen', 'facilitator', 'server', 'constructor', '__proto__', null, 7]), v: oddValue(chance) }),
    () => JSON.stringify({ role: oddValue(chance), v: 2 }),
    () => `{"__proto__":{"role":"facilitator","v":99},"v":1}`,
    () => JSON.stringify(oddValue(chance)),
    () => '{"role":"attendee"',
  ])()
  return `40${chance.often(0.2) ? '/admin,' : ''}${auth}`
}
