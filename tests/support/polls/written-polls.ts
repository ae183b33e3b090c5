import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { SizedPoll } from './sized-polls.ts'
import { pollDef } from '../../../core/kinds/schemas/schemas.ts'
import { asks, says, writes } from './answers.ts'

/** Words of a release day, long and short, with signs, in scripts that ours has no letters of. */
const WORDS = ['Friday', 'Relief', 'g', 'Waiting for somebody to review', 'CI', 'C++', '.NET', '100%', '(sigh)', 'Yes!', '释放', 'راحة', 'उम्मीद', 'надежда', '🚀', 'Coffee ☕', 'リリース', 'ไทย', 'Ångström', 'Qualitätssicherungsbeauftragte', 'jgpqy', 'on-call', '—', 'Rollback', 'Late']
const STEMS = ['flaky', 'queue', 'toil', 'Yaml', 'trust', 'silo', 'staging', 'hope', 'on hold', 'green']
const SENTENCES = [
  'Fewer meetings about releases, more releases',
  'No',
  'A staging system that looks like production, with data that looks like data, and that is there in the morning before anybody asks for it',
  'Delete the third monitoring tool',
  '我们需要更少的会议和更多的发布，让每个人都能够修改流水线。',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  'नियंत्रण कम करें और हर किसी को पाइपलाइन बदलने दें',
  'https://ci.example.org/teams/platform/pipelines/deploy-to-production/runs/4182?view=log',
  'نريد اجتماعات أقل وإصدارات أكثر، وأن يتمكن الجميع من تعديل خط الأنابيب',
  `${'WE SHOULD KNOW WHAT A CHANGE COSTS BEFORE IT IS MADE, AND WHO PAYS FOR IT, AND WHY. '.repeat(4)}`.slice(0, 279),
]

function slideOf(def: PollDef, answers: Answer[]): SizedPoll {
  return { def, answers, slide: `---\nlayout: poll\npoll: ${def.id}\n---\n\n## ${def.title}\n` }
}

/** @param counts how many people send each word */
function cloud(id: string, counts: readonly (readonly [word: string, count: number])[], people: number): SizedPoll {
  const def = pollDef.parse({ id, kind: 'words', title: `A cloud: ${id}`, max: 10 })
  const answers = Array.from({ length: people }, (): string[] => [])
  let next = 0
  for (const [word, count] of counts) {
    for (let time = 0; time < count; time++)
      answers[next++ % people]!.push(word)
  }
  return slideOf(def, answers.map(words => says(...words)))
}

function wall(kind: 'text' | 'board', count: number, people: number): SizedPoll {
  const def = pollDef.parse({ id: `${kind}-${count}`, kind, title: `${count} of what people wrote: ${kind}`, max: 20 })
  const post = (index: number) => ({ id: `post-${kind}-${count}-${index}`, text: `${SENTENCES[index % SENTENCES.length]!.slice(0, 275)} ${index}` })
  const indexes = Array.from({ length: count }, (_, index) => index)
  return slideOf(def, Array.from({ length: people }, (_, person) => {
    const posts = indexes.filter(index => index % people === person).map(post)
    const wanted = indexes.filter(index => index % people !== person && (index * 7 + person) % 5 < 2).map(index => post(index).id)
    return kind === 'text' ? writes(...posts) : asks(posts, wanted)
  }))
}

/**
 * Kinds that people fill with their own words, at every size, and the matrix.
 * @param people who write all that
 */
export function writtenPolls(people: number): SizedPoll[] {
  const stems = (count: number) => Array.from({ length: count }, (_, index) => `${STEMS[index % STEMS.length]}${index}`)
  const ranked = (words: readonly string[]) => words.map((word, index) => [word, Math.max(1, Math.round(Math.min(people, 24) / (index + 1)))] as const)
  const equal = (words: readonly string[]) => words.map(word => [word, 1] as const)
  return [
    cloud('one', equal(['Relief']), people),
    cloud('two', [['Relief', 3], ['Hope', 1]], people),
    cloud('eight', ranked(WORDS.slice(0, 8)), people),
    cloud('scripts', ranked(WORDS), people),
    cloud('equal', equal(stems(12)), people),
    cloud('many', ranked([...WORDS, ...stems(125)]), people),
    cloud('ahead', [['Deployment', people], ...equal(stems(150))], people),
    cloud('long', equal(Array.from({ length: 150 }, (_, index) => `waiting for the team of ${index} all`)), people),
    ...[2, 8, 12, 30].map((count) => {
      const def = pollDef.parse({ id: `plot-${count}`, kind: 'matrix', title: `${count} in a matrix`, options: Array.from({ length: count }, (_, index) => ({ id: `o${index}`, label: `${SENTENCES[index % 4]!}${index < 4 ? '' : `, ${Math.floor(index / 4) + 1}`}` })) })
      return { def, slide: `---\nlayout: poll\npoll: ${def.id}\n---\n\n## ${def.title}\n` }
    }),
    ...[1, 3, 18, 45, 150].map(count => wall('text', count, people)),
    ...[3, 18, 45].map(count => wall('board', count, people)),
  ]
}
