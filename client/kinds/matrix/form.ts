import type { MatrixAnswer } from '../../../core/kinds/matrix.ts'

/** A square as its button in the form names it. */
export function squareValue(x: number, y: number): string {
  return `${x} ${y}`
}

/** The form says which option goes to which square; the others stay where the server has them. */
export function answerFrom(form: URLSearchParams, before: MatrixAnswer): MatrixAnswer {
  const option = form.get('option')
  const square = form.get('square')
  if (option === null || square === null)
    return before
  const [x = 0, y = 0] = square.split(' ').map(Number)
  return { kind: 'matrix', places: { ...before.places, [option]: [x, y] } }
}
