import type { ActionResults } from '../results/results.schema.ts'
import type { PlanResults } from './facts.ts'
import { stringify } from 'csv-stringify/sync'
import { escape } from '../../escape.ts'
import { INERT_CSV } from '../csv.ts'
import { descriptionOf, linesAbout, oneLine, plain } from './facts.ts'

/*
 * The plan as other tools import it. Owners stand in the description: a field for them takes accounts of that tool only.
 * docs/imports.md names the documentation that every file follows.
 */

/** The date has the format `yyyy-MM-dd`, which the importer asks for. */
export function planForJira(results: PlanResults): string {
  return csvOf(results, {
    'Summary': ({ text }) => oneLine(text),
    'Description': action => linesAbout(action, results),
    'Due Date': ({ due }) => due ?? '',
    'Labels': () => results.workshop.id,
  })
}

/** A task exists in every process; a date doesn't. The description is HTML. */
export function planForAzureDevOps(results: PlanResults): string {
  return csvOf(results, {
    'Work Item Type': () => 'Task',
    'Title': ({ text }) => oneLine(text),
    'Description': action => descriptionOf(action, results).map(({ name, value }) => `<div><b>${name}</b>: ${escape(value)}</div>`).join(''),
  })
}

/** The columns of Linear's own export, as far as its importer reads them. */
export function planForLinear(results: PlanResults): string {
  return csvOf(results, {
    Title: ({ text }) => oneLine(text),
    Description: action => markdown(action, results),
    Priority: () => 'No priority',
    Status: () => '',
    Assignee: () => '',
    Labels: () => '',
    Estimate: () => '',
    Created: () => '',
    Started: () => '',
    Completed: () => '',
    Archived: () => '',
  })
}

/** GitHub Projects imports no file: these are commands of its command line, which make a draft of every action. */
export function planForGitHubProjects(results: PlanResults): string {
  const drafts = results.actions.map(action => `gh project item-create "$1" --owner "$2" --title ${quoted(oneLine(action.text))} --body ${quoted(markdown(action, results))}`)
  return `#!/bin/sh
# Makes a draft of every action in a GitHub project: sh github-projects.sh <number of the project> <owner, or @me>
set -eu
if [ $# -ne 2 ]; then
  echo 'Usage: sh github-projects.sh <number of the project> <owner, or @me>' >&2
  exit 2
fi
${drafts.join('\n')}
`
}

function csvOf({ actions }: PlanResults, columns: Record<string, (action: ActionResults) => string>): string {
  return stringify(actions.map(action => Object.values(columns).map(value => value(action))), {
    // Somebody may open the file in a spreadsheet first.
    ...INERT_CSV,
    columns: Object.keys(columns),
    record_delimiter: 'unix',
  })
}

/** Not with hyphens: a spreadsheet would take the first one for the beginning of a formula. */
function markdown(action: ActionResults, results: PlanResults): string {
  return descriptionOf(action, results).map(({ name, value }) => `* ${name}: ${plain(value)}`).join('\n')
}

/** One word for a shell, whatever it says. */
function quoted(text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`
}
