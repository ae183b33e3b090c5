import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { followContent } from '../../../server/rooms/follow-content.ts'
import { openWorkshop } from '../../../server/rooms/open-workshop.ts'
import { writeFiles } from '../../support/content.ts'
import { picks } from '../../support/polls/answers.ts'
import { NOON } from '../../support/server/test-server.ts'

const slide = (wording: string) => `---\npoll: { kind: choice, id: day }\n---\n\n## Which day?\n\n- Monday\n- ${wording}\n`

it('an edited slide updates the running workshop, and lost votes are reported', async () => {
  const root = writeFiles({ 'slides.md': '# A talk\n\n---\nsrc: ./parts/days.md\n---\n', 'parts/days.md': slide('Tuesday') })
  const onFault = (error: unknown) => expect.unreachable(String(error))
  const { room } = await openWorkshop(await loadContent(root), false, { log: memoryLog(), now: () => NOON, onFault }, null)
  await room.submit('facilitator', { type: 'poll:open', id: 'command-1', poll: 'day' })
  const poll = () => room.workshop.polls.get('day')!
  await room.submit('a:ann', { type: 'ballot:cast', id: 'command-2', poll: 'day', round: poll().rounds[0]!.id, answer: picks('tuesday') })

  const told = [vi.spyOn(console, 'warn').mockReturnValue(), vi.spyOn(console, 'error').mockReturnValue()] as const
  onTestFinished(() => told.forEach(spy => spy.mockRestore()))
  await followContent({ root, entry: 'slides.md' }, room)
  const edit = (text: string) => writeFileSync(join(root, 'parts', 'days.md'), text)

  edit(slide('Tuesday, after lunch {#tuesday}'))
  await expect.poll(() => optionsOf(poll().def)[1]!.label).toBe('Tuesday, after lunch')
  expect(told[0]).not.toHaveBeenCalled()

  edit('---\npoll: { kind: choice, id: day }\n---\n\n- No heading\n')
  await expect.poll(() => told[1].mock.calls.join()).toContain('give the slide a heading')
  expect(optionsOf(poll().def)).toHaveLength(2)

  edit(slide('Wednesday'))
  await expect.poll(() => told[0].mock.calls.join()).toContain('"Tuesday, after lunch" is no longer an option of "Which day?": 1 vote no longer counts. Only reworded? Pin the id: "- New wording {#tuesday}"')
})
