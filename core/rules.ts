/**
 * The version of the rules that entries are made under now. What older entries fold to never changes [F3]: wherever the rules
 * differ, the core asks one of the questions below, and `tests/core/golden` has a log of every version.
 */
export const RULES = 7

/** An entry was made under rules that this version of the core does not know: what it folds to cannot be said here. */
export class NewerRules extends Error {
  override name = 'NewerRules'

  constructor(rules: number) {
    super(`It was written to by a newer version of this tool (rules ${rules}, this one knows ${RULES}). Update this one.`)
  }
}

/** The version of the first logs, which name none. */
export const FIRST_RULES = 1

/** Signs make different words (C, C#, C++). Before, they were left out. [A9] */
export function signsMakeWords(rules: number): boolean {
  return rules >= 2
}

/** Options from earlier polls are compared by how much they were wanted. Before, by their counts. [O1] */
export function comparesByWorth(rules: number): boolean {
  return rules >= 2
}

/** Options come only from results that are shown. Before, a result that had been shown once was enough. [O2] */
export function takesFromShown(rules: number): boolean {
  return rules >= 2
}

/** A restored round was revealed only if it had been before its reset. Before, a reveal in between was enough. [B6] */
export function restoresUnrevealed(rules: number): boolean {
  return rules >= 2
}

/** A poll with votes comes back when its id gets its kind back. Before, another kind ended it. [D1] */
export function keepsReplacedPolls(rules: number): boolean {
  return rules >= 2
}

/** A verdict is about the word that it names. Before, if that was gone, about those that only signs tell apart from it. [M1] */
export function judgesWordsAlone(rules: number): boolean {
  return rules >= 3
}

/** An answer in the log names its kind. [F4] */
export function answersNameKinds(rules: number): boolean {
  return rules >= 4
}

/** An option that is taken a second time stays as it is. Before, it named the poll in between, and its id could become too long. [O1] */
export function keepsTakenOptions(rules: number): boolean {
  return rules >= 5
}

/** An entry is decided on where it stands in the log. Before, the log had only what a server had accepted. [C3] */
export function decidesByPlace(rules: number): boolean {
  return rules >= 6
}

/** Options of all dots polls are compared by the share of their poll's voters. Before, by their dots. [O1] */
export function comparesDotsByShare(rules: number): boolean {
  return rules >= 7
}
