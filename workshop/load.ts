import type { PollDef } from '../core/poll.ts'
import type { Problem } from './problem.ts'
import type { Discipline, PublicDiscipline, WorkshopCounts, WorkshopFile } from './schema.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { parseYaml } from './parse.ts'
import { pollsOf } from './polls.ts'
import { ContentError } from './problem.ts'
import { discipline, workshopFile } from './schema.ts'

/** The content of a workshop, checked. */
export interface Workshop {
  file: WorkshopFile
  /** In the order of workshop.yaml. */
  disciplines: Discipline[]
  polls: PollDef[]
}

/**
 * Reads and checks `content/`.
 * @param root the folder that holds `content/`
 * @throws ContentError that lists everything an author should mend
 */
export function loadWorkshop(root: string): Workshop {
  const problems: Problem[] = []
  const read = <Schema extends Parameters<typeof parseYaml>[0]>(schema: Schema, path: string) => {
    const parsed = parseYaml(schema, readFileSync(path, 'utf8'), relative(root, path))
    if ('value' in parsed)
      return parsed.value
    problems.push(...parsed.problems)
  }

  const workshopPath = join(root, 'content', 'workshop.yaml')
  if (!existsSync(workshopPath))
    throw new ContentError([{ file: relative(root, workshopPath), message: 'is missing; it names the workshop and its disciplines' }])
  const file = read(workshopFile, workshopPath)

  const folder = join(root, 'content', 'disciplines')
  const found = new Map<string, Discipline>()
  for (const name of existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.yaml')).sort() : []) {
    const path = join(folder, name)
    const value = read(discipline, path)
    const id = basename(name, '.yaml')
    if (value && value.id !== id)
      problems.push({ file: relative(root, path), field: 'id', message: `is "${value.id}", but the file is ${name}; make them the same` })
    // A broken file is no missing one: its own problems are told already.
    if (value || problems.some(problem => problem.file === relative(root, path)))
      found.set(id, value as Discipline)
  }
  if (file)
    problems.push(...problemsAcross(file, found))
  if (!file || problems.length > 0)
    throw new ContentError(problems)

  const disciplines = file.disciplines.map(({ id }) => found.get(id)!)
  return { file, disciplines, polls: pollsOf(file, disciplines) }
}

function problemsAcross(file: WorkshopFile, found: ReadonlyMap<string, Discipline>): Problem[] {
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  const twice = (value: string, what: string, where: string) => {
    if (seen.has(`${what} ${value}`))
      problems.push({ file: where, field: what, message: `${value} is used twice, here and in ${seen.get(`${what} ${value}`)}; change one` })
    seen.set(`${what} ${value}`, where)
  }
  const workshopName = join('content', 'workshop.yaml')
  for (const { id } of file.disciplines) {
    twice(id, 'disciplines', workshopName)
    if (!found.has(id))
      problems.push({ file: workshopName, field: 'disciplines', message: `names "${id}", but there is no ${join('content', 'disciplines', `${id}.yaml`)}; add it or take the name out` })
    const value = found.get(id)
    if (value)
      twice(String(value.number), 'number', join('content', 'disciplines', `${id}.yaml`))
  }
  const ids = new Set<string>()
  for (const { id } of file.polls) {
    if (ids.has(id))
      problems.push({ file: workshopName, field: 'polls', message: `the poll id "${id}" is used twice; change one` })
    ids.add(id)
  }
  return problems
}

/** What slides may show: the content without the facilitator's answers. */
export function publicDisciplines({ file, disciplines }: Workshop): PublicDiscipline[] {
  return disciplines.map((discipline, index) => ({
    ...discipline,
    minutes: file.disciplines[index]!.minutes,
    questions: discipline.questions.map(({ listen: _, ...question }) => question),
  }))
}

export function countsOf({ file, disciplines }: Workshop): WorkshopCounts {
  const sum = (list: number[]) => list.reduce((total, value) => total + value, 0)
  return {
    disciplines: disciplines.length,
    practices: sum(disciplines.map(({ practices }) => practices.length)),
    tools: new Set(disciplines.flatMap(({ tools }) => tools.map(({ name }) => name))).size,
    bottlenecks: sum(disciplines.map(({ bottlenecks }) => bottlenecks.length)),
    questions: sum(disciplines.map(({ questions }) => questions.length)),
    minutes: sum(file.disciplines.map(({ minutes }) => minutes)),
  }
}
