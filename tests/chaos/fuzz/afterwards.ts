import type { Command, CommandType, WithoutId } from '../../../core/commands/commands.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { World } from './world.ts'
import { picks, writes } from '../../support/polls/answers.ts'
import { connectWire, newId } from '../../support/server/wire.ts'
import { PAGE_MESSAGES } from './commands.ts'

/** One of our own deck's with options, and one that attendees write texts for. */
const PICK = 'opening'
const WALL = 'promises'

/** Messages that the server refuses although all is as it should be for them, one after the other. */
export async function refusedNow(url: string, cookie: string, { words }: World): Promise<string[]> {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const phone = await connectWire(url, { attendee: 2_000_000 })
  const send = (by: Wire, step: WithoutId) => by.send({ ...step, id: newId() } as Command)
  const tried = new Set<CommandType>()
  const refused: string[] = []
  const must = async (by: Wire, step: WithoutId) => {
    tried.add(step.type)
    const reply = await send(by, step)
    if (!reply.ok)
      refused.push(`${step.type}: ${reply.message}`)
  }
  /** @returns the round that is open then */
  const startAnew = async (poll: string): Promise<string> => {
    await send(facilitator, { type: 'poll:merge', poll })
    await send(facilitator, { type: 'poll:reset', poll })
    await must(facilitator, { type: 'poll:open', poll })
    const { round } = await facilitator.until('poll', ({ def, voting }) => def.id === poll && voting === 'open')
    return round
  }

  await must(facilitator, { type: 'slide:show', no: 2, clicks: 0, poll: null })
  await must(phone, { type: 'role:say', role: words.role![0]! })
  await must(facilitator, { type: 'reactions:allow', on: true })
  await must(phone, { type: 'reaction:send', emoji: words.emoji![0]! })

  const pick = { poll: PICK, round: await startAnew(PICK) }
  await must(phone, { type: 'ballot:cast', ...pick, answer: picks('curious') })
  for (const type of ['poll:reveal', 'poll:hide', 'poll:close', 'poll:split', 'poll:merge', 'poll:reset', 'poll:restore', 'poll:repeat'] as const)
    await must(facilitator, { type, poll: PICK })

  // The storm may have started one, and filled the plan.
  await send(facilitator, { type: 'countdown:stop' })
  await must(facilitator, { type: 'countdown:start', poll: PICK, seconds: 60, closes: false })
  await must(facilitator, { type: 'countdown:extend', seconds: 30 })
  await must(facilitator, { type: 'countdown:stop' })
  await must(facilitator, { type: 'plan:route', route: '90' })
  await must(facilitator, { type: 'plan:agenda', sections: ['sre'] })
  await must(facilitator, { type: 'plan:minutes', minutes: { sre: 20 } })
  await must(facilitator, { type: 'clock:start' })

  for (const { id } of (facilitator.latest.room ?? facilitator.latest.welcome!.room).actions?.list ?? [])
    await send(facilitator, { type: 'action:drop', action: id })
  await must(facilitator, { type: 'action:add', text: 'After the storm' })
  const added = ({ text }: { text: string }) => text === 'After the storm'
  const { actions } = await facilitator.until('room', ({ actions }) => actions?.list.some(added) === true)
  const action = actions!.list.find(added)!.id
  await must(facilitator, { type: 'slide:show', no: 2, clicks: 0, poll: null, plan: true })
  await must(phone, { type: 'action:offer', action, name: 'Whoever was there' })
  await must(facilitator, { type: 'action:change', action, owner: 'Everybody' })
  await must(facilitator, { type: 'action:move', action, to: 0 })
  await must(facilitator, { type: 'action:drop', action })

  const post = { poll: WALL, post: 'after-the-storm' }
  await must(phone, { type: 'ballot:cast', poll: WALL, round: await startAnew(WALL), answer: writes({ id: post.post, text: 'Rest' }) })
  await must(facilitator, { type: 'post:judge', ...post, verdict: 'shown' })
  await must(facilitator, { type: 'post:mark', ...post, mark: 'pinned', on: true })
  await must(facilitator, { type: 'post:group', ...post, group: 'Calm' })
  await must(facilitator, { type: 'poll:reveal', poll: WALL })
  await must(facilitator, { type: 'result:page', poll: WALL, page: 1, post: post.post })

  // Nobody needs a seat here, no poll can be answered beforehand, there was no workshop before, and these say so.
  for (const [by, step] of [[phone, { type: 'seat:claim', code: 'bcdfghjk' }], [facilitator, { type: 'seat:release', seat: `s:${'a'.repeat(16)}` }], [facilitator, { type: 'pace:set', pace: 'self' }], [facilitator, { type: 'action:follow', action: 'action-1', became: 'open' }]] as const) {
    tried.add(step.type)
    const reply = await send(by, step)
    if (reply.ok || !['wrong_state', 'not_found'].includes(reply.code))
      refused.push(`${step.type}: ${JSON.stringify(reply)}`)
  }

  await must(facilitator, { type: 'workshop:share', on: true })
  await must(facilitator, { type: 'workshop:rename', title: 'Another name' })
  await must(facilitator, { type: 'workshop:end' })
  const { workshop: { endedBy } } = await facilitator.until('room', ({ workshop }) => workshop.endedBy !== undefined)
  await must(facilitator, { type: 'step:undo', poll: null, step: endedBy! })
  await must(facilitator, { type: 'workshop:end' })
  await must(facilitator, { type: 'workshop:reopen' })
  facilitator.close()
  phone.close()
  return [...refused, ...PAGE_MESSAGES.filter(type => !tried.has(type)).map(type => `${type} was not tried`)]
}

/** What the facilitator sees of every poll. */
export async function pollsNow(url: string, cookie: string): Promise<Map<string, PollView>> {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const { polls } = await facilitator.until('welcome')
  facilitator.close()
  return new Map(polls.map(poll => [poll.def.id, poll]))
}
