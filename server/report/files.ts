import type { WorkshopResults } from './results/results.schema.ts'
import { dayOfWorkshop } from './days.ts'
import { planAsCalendar } from './plan/calendar.ts'
import { plain } from './plan/facts.ts'
import { planForAzureDevOps, planForGitHubProjects, planForJira, planForLinear } from './plan/imports.ts'
import { planAsMarkdown } from './plan/markdown.ts'
import { RESULTS_SCHEMA, resultsSchema } from './results/results.schema.ts'
import { jsonOf } from './results/results.ts'
import { resultsAsCsv } from './table.ts'
import { resultsAsXlsx } from './workbook.ts'

type Content = string | Uint8Array

/** What is made of the printed deck. */
export interface Slides {
  pdf: Uint8Array
  /** One HTML file. */
  site: string
}

/** A file of the report. */
export type ReportFile = { path: string, about: string } & (
  | { of: 'slides', make: (slides: Slides) => Content }
  | { of: 'results', make: (results: WorkshopResults) => Content | Promise<Content> }
)

/** The files of the report. The command, the panel's downloads, the report's own list and the README's table go by this. */
export const reportFiles: readonly ReportFile[] = [
  { path: 'slides.pdf', about: 'the slides that were run, with the results in them', of: 'slides', make: ({ pdf }) => pdf },
  { path: 'site/index.html', about: 'the same slides for a browser, from this folder or from any web host', of: 'slides', make: ({ site }) => site },
  { path: 'plan.md', about: 'who does what, by when: a check list for a wiki or an issue', of: 'results', make: planAsMarkdown },
  { path: 'plan.ics', about: 'the due dates for a calendar, and a check-in four weeks after the workshop', of: 'results', make: planAsCalendar },
  { path: 'imports/jira.csv', about: 'the plan for Jira', of: 'results', make: planForJira },
  { path: 'imports/azure-devops.csv', about: 'the plan for Azure DevOps', of: 'results', make: planForAzureDevOps },
  { path: 'imports/linear.csv', about: 'the plan for Linear', of: 'results', make: planForLinear },
  { path: 'imports/github-projects.sh', about: 'the plan for GitHub Projects, as commands', of: 'results', make: planForGitHubProjects },
  { path: 'results.xlsx', about: 'every result to read: a summary, and a sheet for each kind of data', of: 'results', make: resultsAsXlsx },
  { path: 'results.csv', about: 'every result, one line for each option', of: 'results', make: resultsAsCsv },
  { path: 'results.json', about: 'every result for programs', of: 'results', make: jsonOf },
  { path: RESULTS_SCHEMA, about: 'the JSON Schema of results.json', of: 'results', make: () => jsonOf(resultsSchema()) },
]

/** The list of the files, which is in the report, too. */
export const CONTENTS = 'README.md'

/**
 * Makes the files of a report, by path.
 * @param slides null: without what is made of them
 * @param onFile called before each, with its path
 */
export async function makeReport(results: WorkshopResults, slides: Slides | null, onFile: (path: string) => void = () => {}): Promise<Record<string, Uint8Array>> {
  const made: Record<string, Uint8Array> = {}
  const bytes = (content: Content) => typeof content === 'string' ? new TextEncoder().encode(content) : content
  const files = reportFiles.filter(({ of }) => slides || of === 'results')
  made[CONTENTS] = bytes(contentsOf(results, files))
  for (const file of files) {
    onFile(file.path)
    made[file.path] = bytes(file.of === 'slides' ? file.make(slides!) : await file.make(results))
  }
  return made
}

function contentsOf({ workshop }: WorkshopResults, files: readonly ReportFile[]): string {
  return `# ${plain(workshop.title)}\n\n${dayOfWorkshop(workshop)}, ${workshop.id}\n\n${files.map(({ path, about }) => `- [${path}](${path}): ${about}`).join('\n')}\n`
}
