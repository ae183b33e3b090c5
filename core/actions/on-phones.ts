import type { Workshop } from '../workshop.ts'

/** Whether phones list the actions now, because the slide on screen does. [N5] */
export function showsPlan({ slide, actions, ended, pace }: Pick<Workshop, 'slide' | 'actions' | 'ended' | 'pace'>): boolean {
  return slide.plan === true && actions.list.length > 0 && !ended && pace.now === 'room'
}
