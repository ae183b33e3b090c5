import type { ScaleAnswer, ScalePoll } from '../../../core/kinds/scale.ts'

/** The name of an option's level in the form. */
export const levelField = (option: string): string => `level.${option}`

/** The form contains the whole answer: the level of every rated option. */
export function answerFrom({ options }: ScalePoll, form: URLSearchParams): ScaleAnswer {
  const levels = Object.fromEntries(options.flatMap(({ id }) => {
    const level = form.get(levelField(id))
    return level === null ? [] : [[id, Number(level)]]
  }))
  return { kind: 'scale', levels }
}
