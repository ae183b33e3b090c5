import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { Option } from '../../../core/kinds/schemas/fields.ts'
import { pollDef } from '../../../core/kinds/schemas/schemas.ts'

/** A poll on a slide of its own, to see whether it can be read. */
export interface SizedPoll {
  def: PollDef
  /** Its slide, without a heading of its own where it has a place on a slide with more. */
  slide: string
  /** What each person answers; likely answers if not given. */
  answers?: readonly Answer[]
  twice?: boolean
  byRole?: boolean
  /** Nobody votes on it: what is drawn before there is a result. */
  never?: boolean
}

/** What people write, from a word to what a schema lets through, in scripts of which ours has no letters. */
const LABELS = {
  short: ['Long builds', 'Flaky tests', 'Waiting for review', 'Manual releases', 'No staging system', 'Nobody on call', 'Slow feedback', 'Shared databases'],
  usual: ['Releases wait for a weekly meeting', 'Nobody knows who owns the cluster', 'Tests fail for reasons nobody understands', 'The backlog is older than the team', 'Alerts that everybody has learned to ignore', 'A change takes three approvals and two forms'],
  long: [
    `${'We would like to be able to release whenever somebody has finished something, without asking three other teams for a date that suits all of them, and without a weekend in which half of us sit in front of dashboards and wait for what the other half has broken, as we did last spring'.slice(0, 276)} ok`,
    'Every team chooses its own tools, and nobody looks after what they have in common: pipelines, images, secrets, dashboards and the bill at the end of the month',
    'Short',
  ],
  unbroken: ['Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 'https://ci.example.org/teams/platform/pipelines/deploy-to-production/runs/4182?view=log', 'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW', 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'],
  scripts: ['我们应该首先改进部署流水线，因为每次发布都需要三个团队的批准', 'اختبارات تفشل لأسباب لا يفهمها أحد في الفريق', 'हमें पहले परिनियोजन पाइपलाइन को सुधारना चाहिए क्योंकि यह धीमी है', '🚀🔥 Ship it 👩‍💻👨‍👩‍👧‍👦', 'Потребуется больше времени на проверку изменений', '自動テストが理由もなく失敗する', 'ทดสอบล้มเหลวโดยไม่มีเหตุผลที่ชัดเจน', 'Zażółć gęślą jaźń'],
}
type Style = keyof typeof LABELS

export const SIZES = [2, 3, 8, 12, 16, 20, 30]
const KINDS = ['choice', 'dots', 'scale', 'rank', 'points'] as const
const LEVELS = ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree']
/** A role's name may have forty letters. */
export const ROLES = ['Development', 'Operations', 'Quality', 'Security', 'Product management and user research', 'Donaudampfschifffahrtsgesellschaft'].map((label, index) => ({ id: `role-${index}`, label }))

function optionsOf(count: number, style: Style, more: Partial<Option> = {}): Option[] {
  const labels = LABELS[style]
  const labelOf = (index: number) => {
    const turn = Math.floor(index / labels.length)
    const label = labels[index % labels.length]!
    // No two options of a poll say the same.
    return turn === 0 ? label : `${label.slice(0, 276)} ${turn + 1}`
  }
  return Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, label: labelOf(index), ...more }))
}

/** @param fields what the kind needs beside its options, and what is not as usual */
function poll(id: string, title: string, options: Option[], fields: { kind: string } & Record<string, unknown>): PollDef {
  return pollDef.parse({ id, title, options, ...fields.kind === 'scale' && { levels: LEVELS }, ...fields })
}

function ownSlide({ id, title }: PollDef): string {
  return `---\nlayout: poll\npoll: ${id}\n---\n\n## ${title}\n`
}

function made(def: PollDef, rest: Partial<SizedPoll> = {}): SizedPoll {
  return { def, slide: ownSlide(def), ...rest }
}

/** Numbers of every size, in histograms of few and of many bins. */
function estimatePolls(): SizedPoll[] {
  const estimate = (id: string, title: string, fields: object, rest: Partial<SizedPoll> = {}) => made(pollDef.parse({ id: `estimate-${id}`, kind: 'estimate', title, ...fields }), rest)
  const minutes = { unit: 'minutes', max: 240, step: 5 }
  return [
    estimate('minutes', 'How many minutes from merge to production?', minutes),
    estimate('two', 'Which of two numbers?', { min: 1, max: 2 }),
    estimate('large', 'How many requests a year?', { unit: 'requests of all teams', min: 1e6, max: 1e9, step: 1000 }),
    estimate('tenths', 'How likely is it?', { min: 0, max: 1, step: 0.05 }),
    estimate('below', 'How cold is it?', { unit: '°C', min: -40, max: -5 }),
    estimate('quiz', 'A quiz: how many minutes?', { ...minutes, right: 60, within: 15 }),
    estimate('quiz-far', 'A quiz that nobody could know', { max: 1000, right: 990 }),
    estimate('twice', 'How many minutes, in a second round?', { ...minutes, right: 60 }, { twice: true }),
    estimate('roles', 'How many minutes, by role?', minutes, { byRole: true }),
  ]
}

/** Kinds with options at every size. */
export function optionPolls(): SizedPoll[] {
  const question = 'What slows us down?'
  return [
    ...KINDS.flatMap(kind => SIZES.filter(count => kind === 'choice' || kind === 'scale' || count > 12).map((count, index) => made(poll(`${kind}-${count}`, `${kind}, ${count}: ${question}`, optionsOf(count, index % 2 ? 'usual' : 'short'), { kind })))),
    ...SIZES.map(count => made(poll(`levels-${count}`, `three levels, ${count}: can we answer this?`, optionsOf(count, 'usual'), { kind: 'scale', levels: ['No', 'Partly', 'Yes'], unsure: 'Don\'t know' }))),
    ...(['long', 'unbroken', 'scripts'] as const).flatMap((style, turn) => KINDS.map((kind, index) => {
      const count = [4, 12, 30][(index + turn) % 3]!
      return made(poll(`${kind}-${style}-${count}`, `${kind}, ${style}, ${count}`, optionsOf(count, style), { kind }))
    })),
    ...[3, 8, 12].map(count => made(poll(`detail-${count}`, `details, ${count}`, optionsOf(count, 'usual', { detail: 'What it means, in a line that is long enough to wrap where a card is narrow' }), { kind: 'dots' }))),
    made(poll('ten-levels', 'ten levels', optionsOf(12, 'usual'), { kind: 'scale', levels: Array.from({ length: 10 }, (_, index) => `Level ${index + 1} of the whole scale, named at length`.slice(0, 40)) })),
    ...[5, 30].map(count => made(poll(`unsure-${count}`, `five levels, ${count}, and who cannot say`, optionsOf(count, 'usual'), { kind: 'scale', unsure: 'I have not seen enough of it to say' }))),
    made(poll('quiz', 'A quiz with eight options', optionsOf(8, 'usual'), { kind: 'choice', right: ['o2', 'o3'], max: 2 })),
    made(poll('rank-top', 'Your first three of twelve', optionsOf(12, 'usual'), { kind: 'rank', top: 3 })),
    made(poll('title', `${'How long does it take until something that somebody has finished is used by those who asked for it, '.repeat(3).slice(0, 276)} ok?`, optionsOf(8, 'usual'), { kind: 'choice' })),
    ...KINDS.map(kind => made(poll(`twice-${kind}`, `${kind} in a second round, with a heading`, optionsOf(8, 'usual'), { kind }), { twice: true })),
    made(poll('twice-dots-20', 'Twenty in a second round', optionsOf(20, 'usual'), { kind: 'dots' }), { twice: true }),
    made(poll('twice-levels', 'Three levels in a second round', optionsOf(8, 'usual'), { kind: 'scale', levels: ['No', 'Partly', 'Yes'] }), { twice: true }),
    ...KINDS.map(kind => made(poll(`roles-${kind}`, `${kind} by role`, optionsOf(8, 'usual'), { kind }), { byRole: true })),
    made(poll('roles-30', 'Thirty by role', optionsOf(30, 'long'), { kind: 'choice' }), { byRole: true }),
    made(poll('matrix-30', 'A matrix of thirty', optionsOf(30, 'usual'), { kind: 'matrix' }), { never: true }),
    ...estimatePolls(),
    ...(['rank', 'scale'] as const).flatMap(kind => [3, 30].map((count) => {
      const def = poll(`part-${kind}-${count}`, `${kind}, ${count}, in a part`, optionsOf(count, 'usual'), { kind })
      return { def, slide: `---\nlayout: two-cols\n---\n\n# In a column\n\nBeside other things.\n\n::right::\n\n<Poll id="${def.id}" />\n` }
    })),
    (() => {
      const def = poll('low', 'In a given height', optionsOf(12, 'usual'), { kind: 'choice' })
      return { def, slide: `---\nlayout: default\n---\n\n# Not all of the slide\n\n<Poll id="${def.id}" style="height: 300px" />\n` }
    })(),
  ]
}
