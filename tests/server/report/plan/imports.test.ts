import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { makeReport } from '../../../../server/report/files.ts'
import { planForAzureDevOps, planForGitHubProjects, planForJira, planForLinear } from '../../../../server/report/plan/imports.ts'
import { planAsMarkdown } from '../../../../server/report/plan/markdown.ts'
import { resultsOf } from '../../../../server/report/results/results.ts'
import { finishedWorkshop } from '../../../support/polls/finished-workshop.ts'
import { play } from '../../../support/polls/play.ts'
import { readCsv } from '../../../support/sheets.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

const results = resultsOf(finishedWorkshop().workshop, false)
const WHY = '1 of 2 named “Option A” (01 CI/CD, What slows us down?)'

/** A plan of one action that would like to be something else than text. */
function hostilePlan() {
  const room = play({ polls: [] })
  room.facilitate({ type: 'action:add', text: '@SUM(1) \'; touch owned; \' $(touch owned) `touch owned`', owner: '<b>*Mina*</b>', blocker: 'a "quote", a comma' })
  return resultsOf(room.workshop, false)
}

function rowsOf(csv: string): string[][] {
  // The reader takes the line ends of spreadsheets.
  return readCsv(csv.replaceAll('\n', '\r\n'))
}

describe('jira.csv', () => {
  it('has a summary, a description, a due date and the workshop as a label', () => {
    expect(planForJira(results)).toBe([
      'Summary,Description,Due Date,Labels',
      `"'=Fix the ""flaky"" tests, all","Owner: Mina\nDue: 2026-12-18\nWhy: ${WHY}\nCould block it: Time; and; more time\nSponsor: Cem\nConfidence: 4.5, 2 voted\nWorkshop: Test room, 2026-11-23",2026-12-18,test-room`,
      'Delete the staging branch,"Owner: nobody yet\nDue: no date yet\nConfidence: 2.0, 2 voted; make it smaller\nWorkshop: Test room, 2026-11-23",,test-room',
      '',
    ].join('\n'))
  })
})

it.each([['Jira', planForJira], ['Azure DevOps', planForAzureDevOps], ['Linear', planForLinear]])('the CSV for %s has no formula where a semicolon parts cells', (_, planFor) => {
  const room = play({ polls: [] })
  room.facilitate({ type: 'action:add', text: 'Drop manual steps;=1+1', owner: 'Mina;=2+2' })
  const csv = planFor(resultsOf(room.workshop, false))
  expect(csv).toContain('"Drop manual steps;\'=1+1"')
  expect(csv).not.toContain(';=')
})

describe('azure-devops.csv', () => {
  it('has a work item of a type that every process knows, and a description in HTML', () => {
    const [header, first] = rowsOf(planForAzureDevOps(results))
    expect(header).toEqual(['Work Item Type', 'Title', 'Description'])
    expect(first!.slice(0, 2)).toEqual(['Task', '\'=Fix the "flaky" tests, all'])
    expect(first![2]).toContain(`<div><b>Owner</b>: Mina</div><div><b>Due</b>: 2026-12-18</div><div><b>Why</b>: ${WHY}</div>`)
    expect(rowsOf(planForAzureDevOps(hostilePlan()))[1]![2]).toContain('&lt;b&gt;*Mina*&lt;/b&gt;')
  })
})

describe('linear.csv', () => {
  it('has the columns that Linear\'s importer reads', () => {
    const [header, first] = rowsOf(planForLinear(results))
    expect(header).toEqual(['Title', 'Description', 'Priority', 'Status', 'Assignee', 'Labels', 'Estimate', 'Created', 'Started', 'Completed', 'Archived'])
    // Its importer takes the apostrophe away again.
    expect(first![0]).toBe('\'=Fix the "flaky" tests, all')
    expect(first![1]).toMatch(/^\* Owner: Mina\r\n\* Due: 2026-12-18\r\n\* Why: /)
    expect(first!.slice(2)).toEqual(['No priority', '', '', '', '', '', '', '', ''])
  })
})

describe.skipIf(process.platform === 'win32')('github-projects.sh', () => {
  /** Runs the script with a `gh` that writes down what it was called with. */
  function runScript(script: string): string[][] {
    const folder = tempFolder()
    const gh = join(folder, 'gh')
    writeFileSync(join(folder, 'github-projects.sh'), script)
    writeFileSync(gh, '#!/bin/sh\nprintf "%s\\000" "$@" >> calls\nprintf "\\001" >> calls\n')
    chmodSync(gh, 0o755)
    execFileSync('sh', ['github-projects.sh', '7', '@me'], { cwd: folder, env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` } })
    return readFileSync(join(folder, 'calls'), 'utf8').split('\u0001').slice(0, -1).map(call => call.split('\0').slice(0, -1))
  }

  it('makes a draft of every action', () => {
    const calls = runScript(planForGitHubProjects(results))
    expect(calls).toHaveLength(2)
    expect(calls[0]!.slice(0, -1)).toEqual(['project', 'item-create', '7', '--owner', '@me', '--title', '=Fix the "flaky" tests, all', '--body'])
    expect(calls[0]!.at(-1)).toMatch(/^\* Owner: Mina\n\* Due: 2026-12-18\n\* Why: /)
  })

  it('runs nothing that somebody wrote', () => {
    const [[, , , , , , title, , body] = []] = runScript(planForGitHubProjects(hostilePlan()))
    expect(title).toBe('@SUM(1) \'; touch owned; \' $(touch owned) `touch owned`')
    expect(body).toContain('* Owner: \\<b\\>\\*Mina\\*\\</b\\>\n')
  })
})

describe('plan.md', () => {
  it('is a check list', () => {
    expect(planAsMarkdown(results)).toBe(`# Test room: who does what, by when

2026-11-23

- [ ] **=Fix the "flaky" tests, all**: Mina, by 2026-12-18
  - Why: ${WHY}
  - Could block it: Time; and; more time
  - Sponsor: Cem
  - Confidence: 4.5, 2 voted
- [ ] **Delete the staging branch**: nobody yet, no date yet
  - Confidence: 2.0, 2 voted; make it smaller
`)
  })

  it('mentions nobody, and has no markup that people wrote', async () => {
    const room = play({ polls: [], title: '*Our* room' })
    room.facilitate({ type: 'action:add', text: 'Ask @octo', owner: '@everyone', blocker: '[a](b) <i>' })
    const hostile = resultsOf(room.workshop, false)
    const plan = planAsMarkdown(hostile)
    expect(plan).toContain('- [ ] **Ask @\u2060octo**: @\u2060everyone, no date yet\n  - Could block it: \\[a\\](b) \\<i\\>\n')
    expect(plan).toContain('# \\*Our\\* room: ')
    expect(new TextDecoder().decode((await makeReport(hostile, null))['README.md'])).toMatch(/^# \\\*Our\\\* room\n/)
  })
})
