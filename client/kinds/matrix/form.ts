import type { MatrixAnswer } from '../../../core/kinds/matrix.ts'

/** The value of a square's button in the form. */
export function squareValue(x: number, y: number): string {
  return `${x} ${y}`
}

/** The form puts one option on a square; the other options keep their places. */
export function answerFrom(form: URLSearchParams, before: MatrixAnswer): MatrixAnswer {
  const option = form.get('option')
  const square = form.get('square')
  if (option === null || square === null)
    return before
  const [x = 0, y = 0] = square.split(' ').map(Number)
  return { kind: 'matrix', places: { ...before.places, [option]: [x, y] } }
}
