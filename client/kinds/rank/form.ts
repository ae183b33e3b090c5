import type { RankAnswer } from '../../../core/kinds/rank.ts'
import { moved } from './order.ts'

/** Every button of the form changes the order that the server has. */
export function answerFrom(form: URLSearchParams, { order }: RankAnswer): RankAnswer {
  return { kind: 'rank', order: orderFrom(form, order) }
}

function orderFrom(form: URLSearchParams, order: readonly string[]): string[] {
  const add = form.get('add')
  const take = form.get('take')
  const up = form.get('up')
  const down = form.get('down')
  if (add !== null)
    return order.includes(add) ? [...order] : [...order, add]
  if (take !== null)
    return order.filter(id => id !== take)
  if (up !== null)
    return moved(order, up, order.indexOf(up) - 1)
  return down === null ? [...order] : moved(order, down, order.indexOf(down) + 1)
}
