import type { LoggedCommand } from '../../core/commands/commands.ts'
import type { Entry } from '../../core/entry.ts'
import type { Workshop } from '../../core/workshop.ts'
import { z } from 'zod'
import { commands, specOf } from '../../core/commands/commands.ts'
import { facts } from '../../core/facts.ts'
import { begin, settle } from '../../core/fold.ts'
import { FIRST_RULES, RULES } from '../../core/rules.ts'

const logged = Object.values(commands).filter(spec => !('isLogged' in spec)).map(({ type }) => type)

/** All of an entry but the fields of its command, which depend on the rules that it was decided under. */
const frame = z.strictObject({
  at: z.int().min(0),
  by: z.string().min(1),
  rules: z.int().min(1).max(RULES).optional(),
  command: z.looseObject({ type: z.enum(logged) }),
  facts: facts.optional(),
})

/**
 * Checks the next entry of a log from elsewhere and folds it into the state.
 * @param workshop the state before it, undefined for the first entry
 * @param value what may be an entry
 * @returns the state after it
 * @throws Error that says what is wrong with it
 */
export function applyChecked(workshop: Workshop | undefined, value: unknown): Workshop {
  check(frame, value)
  const entry = value as Entry
  const { command } = entry
  check(commands[command.type].payload, workshop ? folding(() => upcast(workshop, entry)) : command, ['command'])
  return folding(() => {
    if (!workshop)
      return begin(entry)
    const { fault } = settle(workshop, entry)
    if (fault)
      throw fault
    return workshop
  })
}

/** Schemas are those of the current rules. [F4] */
function upcast(workshop: Workshop, { command, rules = FIRST_RULES }: Entry): LoggedCommand {
  return specOf(command).upcast?.(workshop, command, rules) ?? command
}

function check(schema: z.ZodType, value: unknown, at: string[] = []): void {
  const issue = schema.safeParse(value).error?.issues[0]
  if (issue)
    throw new Error(`${[...at, ...issue.path].join('.') || 'the entry'}: ${issue.message}`)
}

/** The fold trusts its entries: it may fail in any way on those that no server accepted. */
function folding<Value>(fold: () => Value): Value {
  try {
    return fold()
  }
  catch (error) {
    throw new Error(`it cannot follow the entries before it (${(error as Error).message})`, { cause: error })
  }
}
