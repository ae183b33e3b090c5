import type { z } from 'zod'
import type { Problem } from './problem.ts'
import type { Discipline, workshopFile } from './schema.ts'
import type { Source } from './yaml/parse.ts'
import { suggest } from './nearest.ts'

/** The parts of a discipline that are polls. */
export const PARTS = ['practices', 'bottlenecks', 'questions']

/**
 * Problems that no file shows on its own.
 * @param found the disciplines by the names of their files; null for one that does not fit its schema
 */
export function problemsAcross({ file, value, line }: Source<z.infer<typeof workshopFile>>, found: ReadonlyMap<string, Source<Discipline> | null>): Problem[] {
  const problems: Problem[] = []
  const listed = new Set<string>()
  const numbers = new Map<number, string>()
  const pollIds = new Map<string, string>()

  value.disciplines.forEach((id, index) => {
    const where = { file, line: line('disciplines', index), field: `disciplines[${index}]` }
    if (listed.has(id)) {
      problems.push({ ...where, message: `names "${id}" a second time; take one of them out` })
      return
    }
    listed.add(id)
    const discipline = found.get(id)
    if (discipline === undefined)
      problems.push({ ...where, message: `names "${id}", but there is no content/disciplines/${id}.yaml; ${suggest(id, found.keys(), 'add it or take the name out')}` })
    if (!discipline)
      return
    const { number } = discipline.value
    const other = numbers.get(number)
    if (other)
      problems.push({ file: discipline.file, line: discipline.line('number'), field: 'number', message: `${number} is used twice, here and in ${other}; change one` })
    numbers.set(number, discipline.file)
    for (const part of PARTS)
      pollIds.set(`${id}/${part}`, `the ${part} of ${discipline.file}`)
  })
  value.polls.forEach(({ id }, index) => {
    const other = pollIds.get(id)
    if (other)
      problems.push({ file, line: line('polls', index, 'id'), field: `polls[${index}].id`, message: `"${id}" is used twice, here and by ${other}; change this one` })
    pollIds.set(id, `polls[${index}]`)
  })
  return problems
}
