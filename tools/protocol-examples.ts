import type { CommandOf, CommandType } from '../core/commands/commands.ts'
import type { Baseline } from '../core/compare/schema.ts'
import type { Entry } from '../core/entry.ts'
import type { DotsPoll } from '../core/kinds/dots.ts'
import type { PlanDef } from '../core/plan/schema.ts'
import type { Down, DownType } from '../core/protocol/down.ts'
import type { Actor } from '../core/workshop.ts'
import { commands, isLogged } from '../core/commands/commands.ts'
import { fold } from '../core/fold.ts'
import { RULES } from '../core/rules.ts'
import { attendeeView, ownView, pollView, roomView } from '../core/views/views.ts'
import { FACILITATOR, SERVER } from '../core/workshop.ts'

const poll: DotsPoll = {
  id: 'cicd/bottlenecks',
  kind: 'dots',
  topic: '01 CI/CD',
  title: 'What slows us down most?',
  live: false,
  dots: 3,
  perOption: 2,
  options: [
    { id: 'flaky-tests', label: 'Flaky tests', note: 'First move: quarantine the ten worst.' },
    { id: 'slow-builds', label: 'Slow builds', detail: 'Each failure costs two context switches.' },
  ],
}

const plan: PlanDef = {
  sections: [{ id: 'cicd', title: 'CI/CD' }],
  routes: [{
    id: '90',
    title: '90 minutes',
    minutes: 90,
    slots: [{ part: 'opening', title: 'Opening', minutes: 6, without: [] }, { part: null, title: 'Section', minutes: 15, without: ['tools'] }],
  }],
}

const baseline: Baseline = {
  workshop: '2026-08-24-dfgh',
  title: 'The DevOps Breakdown',
  startedAt: Date.UTC(2026, 7, 24, 9),
  actions: [{ id: 'action-2', text: 'One owner for each service', owner: 'Jonas', due: '2026-09-18', blocker: null, sponsor: null }],
  polls: [{
    def: { ...poll, options: poll.options.map(({ id, label }) => ({ id, label })) },
    voters: 19,
    counts: { 'flaky-tests': [0, 4, 10], 'slow-builds': [0, 8, 3] },
  }],
}

const SEAT = 's:Zp4mC1xHq9LdU7aS'

/** One of each command, as they could follow one another in a workshop. */
export const upExamples: { [Type in CommandType]: CommandOf<Type> } = {
  'workshop:start': { type: 'workshop:start', id: 'c-3Xb9Q2mP01', workshop: '2026-11-23-kfrw', title: 'The DevOps Breakdown', polls: [poll], opening: 'manual', roles: [{ id: 'dev', label: 'Development' }, { id: 'ops', label: 'Operations' }], reactions: ['👏', '💡'], pace: 'self', ahead: { polls: ['cicd/bottlenecks'], until: Date.UTC(2026, 10, 23, 10) }, plan },
  'pace:set': { type: 'pace:set', id: 'c-3Xb9Q2mP31', pace: 'room' },
  'slide:show': { type: 'slide:show', id: 'c-3Xb9Q2mP02', no: 9, clicks: 0, poll: 'cicd/bottlenecks', part: 'cicd' },
  'poll:open': { type: 'poll:open', id: 'c-3Xb9Q2mP03', poll: 'cicd/bottlenecks' },
  'ballot:cast': { type: 'ballot:cast', id: 'c-Vt7yL0aZ01', poll: 'cicd/bottlenecks', round: 'cicd/bottlenecks#1', answer: { kind: 'dots', dots: { 'flaky-tests': 2, 'slow-builds': 1 } } },
  'poll:close': { type: 'poll:close', id: 'c-3Xb9Q2mP04', poll: 'cicd/bottlenecks' },
  'poll:reveal': { type: 'poll:reveal', id: 'c-3Xb9Q2mP05', poll: 'cicd/bottlenecks' },
  'poll:hide': { type: 'poll:hide', id: 'c-3Xb9Q2mP06', poll: 'cicd/bottlenecks' },
  'poll:reset': { type: 'poll:reset', id: 'c-3Xb9Q2mP07', poll: 'cicd/bottlenecks' },
  'poll:restore': { type: 'poll:restore', id: 'c-3Xb9Q2mP08', poll: 'cicd/bottlenecks' },
  'poll:repeat': { type: 'poll:repeat', id: 'c-3Xb9Q2mP09', poll: 'cicd/bottlenecks' },
  'poll:split': { type: 'poll:split', id: 'c-3Xb9Q2mP13', poll: 'cicd/bottlenecks' },
  'poll:merge': { type: 'poll:merge', id: 'c-3Xb9Q2mP14', poll: 'cicd/bottlenecks' },
  'step:undo': { type: 'step:undo', id: 'c-3Xb9Q2mP21', poll: 'cicd/bottlenecks', step: 'c-3Xb9Q2mP14' },
  'plan:route': { type: 'plan:route', id: 'c-3Xb9Q2mP23', route: '90' },
  'plan:agenda': { type: 'plan:agenda', id: 'c-3Xb9Q2mP24', sections: ['cicd'] },
  'plan:minutes': { type: 'plan:minutes', id: 'c-3Xb9Q2mP25', minutes: { opening: 5, cicd: 12 } },
  'clock:start': { type: 'clock:start', id: 'c-3Xb9Q2mP26', part: 'opening' },
  'action:add': { type: 'action:add', id: 'c-3Xb9Q2mP41', text: 'Quarantine the three worst tests', from: { poll: 'cicd/bottlenecks', option: 'flaky-tests' } },
  'action:offer': { type: 'action:offer', id: 'c-Vt7yL0aZ05', action: 'action-1', name: 'Mina' },
  'action:change': { type: 'action:change', id: 'c-3Xb9Q2mP42', action: 'action-1', owner: 'Mina', due: '2026-12-18' },
  'action:move': { type: 'action:move', id: 'c-3Xb9Q2mP43', action: 'action-1', to: 0 },
  'action:drop': { type: 'action:drop', id: 'c-3Xb9Q2mP44', action: 'action-1' },
  'workshop:compare': { type: 'workshop:compare', id: 'c-3Xb9Q2mP46', baseline },
  'action:follow': { type: 'action:follow', id: 'c-3Xb9Q2mP45', action: 'action-2', became: 'done' },
  'countdown:start': { type: 'countdown:start', id: 'c-3Xb9Q2mP27', poll: 'cicd/bottlenecks', seconds: 90, closes: false },
  'countdown:extend': { type: 'countdown:extend', id: 'c-3Xb9Q2mP28', seconds: 30 },
  'countdown:end': { type: 'countdown:end', id: 'c-3Xb9Q2mP29', setBy: 'c-3Xb9Q2mP28' },
  'countdown:stop': { type: 'countdown:stop', id: 'c-3Xb9Q2mP30' },
  'post:judge': { type: 'post:judge', id: 'c-3Xb9Q2mP15', poll: 'closing/board', post: 'q-8fLw2Xn4', verdict: 'shown', wording: 'Why?' },
  'post:mark': { type: 'post:mark', id: 'c-3Xb9Q2mP16', poll: 'closing/board', post: 'q-8fLw2Xn4', mark: 'answered', on: true },
  'post:group': { type: 'post:group', id: 'c-3Xb9Q2mP17', poll: 'closing/wall', post: 't-0pQr7Yb1', group: 'Tooling' },
  'result:page': { type: 'result:page', id: 'c-3Xb9Q2mP22', poll: 'closing/wall', page: 2, post: null },
  'role:say': { type: 'role:say', id: 'c-Vt7yL0aZ02', role: 'dev' },
  'reaction:send': { type: 'reaction:send', id: 'c-Vt7yL0aZ03', emoji: '👏' },
  'reactions:allow': { type: 'reactions:allow', id: 'c-3Xb9Q2mP18', on: false },
  'seats:issue': { type: 'seats:issue', id: 'c-3Xb9Q2mP19', seats: [SEAT, 's:k0TzR5vW8yBn3QeF'] },
  'seat:claim': { type: 'seat:claim', id: 'c-Vt7yL0aZ04', code: 'bcdf-ghjk' },
  'seat:take': { type: 'seat:take', id: 'c-Vt7yL0aZ04', seat: SEAT },
  'seat:release': { type: 'seat:release', id: 'c-3Xb9Q2mP20', seat: SEAT },
  'workshop:end': { type: 'workshop:end', id: 'c-3Xb9Q2mP10' },
  'workshop:reopen': { type: 'workshop:reopen', id: 'c-3Xb9Q2mP11' },
  'workshop:rename': { type: 'workshop:rename', id: 'c-8Rn4Q2mP45', title: 'Platform team, winter' },
  'workshop:share': { type: 'workshop:share', id: 'c-3Xb9Q2mP45', on: true },
  'workshop:define': { type: 'workshop:define', id: 'c-3Xb9Q2mP12', title: 'The DevOps Breakdown', polls: [poll], opening: 'auto' },
}

const ANN = 'a:Qh3c9wPz0LmT4s7e'

/** Who sends that example. */
export function senderOf(type: CommandType): Actor {
  if (commands[type].from === 'attendee' || type === 'seat:take')
    return ANN
  return commands[type].from === 'server' ? SERVER : FACILITATOR
}

/** The views that the server sends once the first seven of those commands have happened. */
export function downExamples(): { [Type in DownType]: Down<Type> } {
  const entries = Object.values(upExamples).filter(isLogged).slice(0, 7).map((command): Entry => ({ at: Date.UTC(2026, 10, 23, 9), by: senderOf(command.type), rules: RULES, command }))
  const workshop = fold(entries)
  const room = roomView(workshop, { attendees: Array.from({ length: 24 }, (_, index) => `a:${index}`), joinUrl: 'http://192.168.1.20:4321', address: 'http://192.168.1.20:4321', facilitators: 1, now: Date.UTC(2026, 10, 23, 9, 1) })
  const seen = pollView(workshop.polls.get(poll.id)!, 'screen', workshop)
  return {
    attendee: attendeeView(workshop),
    own: { ...ownView(workshop, ANN), role: 'dev' },
    welcome: { room, polls: [seen], mayMove: false },
    room,
    poll: seen,
    reactions: { '👏': 12, '💡': 3 },
    offers: { 'action-1': ['Mina', 'Jo'] },
    move: { within: 1000 },
  }
}
