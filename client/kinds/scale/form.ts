import type { ScaleAnswer, ScalePoll } from '../../../core/kinds/scale.ts'

/** What a level of an option is called in the form. */
export const levelField = (option: string): string => `level.${option}`

/** The form holds the whole answer: the level of each option that was rated. */
export function answerFrom({ options }: ScalePoll, form: URLSearchParams): ScaleAnswer {
  const levels = Object.fromEntries(options.flatMap(({ id }) => {
    const level = form.get(levelField(id))
    return level === null ? [] : [[id, Number(level)]]
  }))
  return { kind: 'scale', levels }
}
