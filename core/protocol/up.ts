import { z } from 'zod'
import { ballotCast } from './up/ballot-cast.ts'
import { pollClose } from './up/poll-close.ts'
import { pollHide } from './up/poll-hide.ts'
import { pollMerge } from './up/poll-merge.ts'
import { pollOpen } from './up/poll-open.ts'
import { pollRepeat } from './up/poll-repeat.ts'
import { pollReset } from './up/poll-reset.ts'
import { pollRestore } from './up/poll-restore.ts'
import { pollReveal } from './up/poll-reveal.ts'
import { pollSplit } from './up/poll-split.ts'
import { postGroup } from './up/post-group.ts'
import { postJudge } from './up/post-judge.ts'
import { postMark } from './up/post-mark.ts'
import { reactionSend } from './up/reaction-send.ts'
import { reactionsAllow } from './up/reactions-allow.ts'
import { resultPage } from './up/result-page.ts'
import { roleSay } from './up/role-say.ts'
import { seatClaim } from './up/seat-claim.ts'
import { seatRelease } from './up/seat-release.ts'
import { seatTake } from './up/seat-take.ts'
import { seatsIssue } from './up/seats-issue.ts'
import { slideShow } from './up/slide-show.ts'
import { stepUndo } from './up/step-undo.ts'
import { workshopDefine } from './up/workshop-define.ts'
import { workshopEnd } from './up/workshop-end.ts'
import { workshopReopen } from './up/workshop-reopen.ts'
import { workshopStart } from './up/workshop-start.ts'

/** Every command there is, by name. The server listens for those of pages; the log holds all of them. */
export const upMessages = {
  'ballot:cast': ballotCast,
  'poll:open': pollOpen,
  'poll:close': pollClose,
  'poll:reveal': pollReveal,
  'poll:hide': pollHide,
  'poll:reset': pollReset,
  'poll:restore': pollRestore,
  'poll:repeat': pollRepeat,
  'poll:split': pollSplit,
  'poll:merge': pollMerge,
  'post:judge': postJudge,
  'post:mark': postMark,
  'post:group': postGroup,
  'result:page': resultPage,
  'role:say': roleSay,
  'reaction:send': reactionSend,
  'reactions:allow': reactionsAllow,
  'seats:issue': seatsIssue,
  'seat:claim': seatClaim,
  'seat:take': seatTake,
  'seat:release': seatRelease,
  'slide:show': slideShow,
  'step:undo': stepUndo,
  'workshop:end': workshopEnd,
  'workshop:reopen': workshopReopen,
  'workshop:start': workshopStart,
  'workshop:define': workshopDefine,
} as const

export const command = z.discriminatedUnion('type', [
  ballotCast.payload,
  pollOpen.payload,
  pollClose.payload,
  pollReveal.payload,
  pollHide.payload,
  pollReset.payload,
  pollRestore.payload,
  pollRepeat.payload,
  pollSplit.payload,
  pollMerge.payload,
  postJudge.payload,
  postMark.payload,
  postGroup.payload,
  resultPage.payload,
  roleSay.payload,
  reactionSend.payload,
  reactionsAllow.payload,
  seatsIssue.payload,
  seatClaim.payload,
  seatTake.payload,
  seatRelease.payload,
  slideShow.payload,
  stepUndo.payload,
  workshopEnd.payload,
  workshopReopen.payload,
  workshopStart.payload,
  workshopDefine.payload,
])

export type Command = z.infer<typeof command>
export type CommandType = Command['type']
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>
/** The commands that a facilitator's page sends about one poll. */
export type PollCommandType = Extract<CommandType, `poll:${string}`>
/** The facilitator's commands about something that an attendee wrote. */
export type PostCommand = Extract<Command, { type: `post:${string}` }>
