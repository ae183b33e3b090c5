import type { Request } from 'express'
import { z } from 'zod'
import { UserError } from '../../user-error.ts'

/** A form that no page of ours sends. */
export class WrongForm extends UserError {
  override name = 'WrongForm'
}

const field = z.string({ error: ({ input }) => input === undefined ? 'is missing' : 'is there more than once' })

/** The fields of the home page's forms. */
export const FORMS = {
  key: z.object({ key: field }),
  start: z.object({ deck: field.optional(), title: field.optional(), route: field.optional(), seats: field.optional() }),
  rename: z.object({ title: field }),
  /** The id of an earlier workshop, or `none`. */
  compare: z.object({ with: field }),
}

/** @throws WrongForm that names the field */
export function readForm<Fields>({ body }: Pick<Request, 'body'>, form: z.ZodType<Fields>): Fields {
  const { data, error } = form.safeParse(body ?? {})
  if (error)
    throw new WrongForm(`This form cannot be read: ${error.issues.map(({ path, message }) => `“${path.join('.')}” ${message}`).join(', ')}.`)
  return data!
}
