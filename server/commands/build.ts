import { checkDeck } from '../../workshop/deck.ts'
import { loadWorkshop } from '../../workshop/load.ts'
import { buildPages } from '../build.ts'
import { orderly } from '../orderly.ts'
import { paths } from '../paths.ts'

await orderly(async () => {
  await checkDeck(paths.root, await loadWorkshop(paths.root))
  const folder = await buildPages(paths.root, console.log)
  console.log(`The pages are in ${folder}`)
})
