import type { z } from 'zod'
import type { PollDef } from '../core/poll.ts'
import type { Source } from './parse.ts'
import type { Problem } from './problem.ts'
import type { Discipline, PublicDiscipline, WorkshopCounts, WorkshopFile } from './schema.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { problemsAcross } from './across.ts'
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
  const read = <Schema extends z.ZodType>(schema: Schema, path: string): Source<z.output<Schema>> | null => {
    const parsed = parseYaml(schema, readFileSync(path, 'utf8'), relative(root, path))
    if ('source' in parsed)
      return parsed.source
    problems.push(...parsed.problems)
    return null
  }

  const workshopPath = join(root, 'content', 'workshop.yaml')
  if (!existsSync(workshopPath))
    throw new ContentError([{ file: relative(root, workshopPath), message: 'is missing; it names the workshop and its disciplines' }])
  const source = read(workshopFile, workshopPath)

  const folder = join(root, 'content', 'disciplines')
  const found = new Map<string, Source<Discipline> | null>()
  for (const name of existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.yaml')).sort() : []) {
    const id = basename(name, '.yaml')
    const one = read(discipline, join(folder, name))
    if (one && one.value.id !== id)
      problems.push({ file: one.file, line: one.line('id'), field: 'id', message: `is "${one.value.id}", but the file is ${name}; make them the same` })
    found.set(id, one)
  }
  if (source)
    problems.push(...problemsAcross(source, found))
  if (!source || problems.length > 0)
    throw new ContentError(problems)

  const file = source.value
  const disciplines = file.disciplines.map(({ id }) => found.get(id)!.value)
  return { file, disciplines, polls: pollsOf(file, disciplines) }
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
