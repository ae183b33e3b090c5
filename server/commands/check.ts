import { checkDeck } from '../../workshop/deck.ts'
import { countsOf, loadWorkshop } from '../../workshop/load.ts'
import { orderly } from '../orderly.ts'
import { paths } from '../paths.ts'

await orderly(async () => {
  const content = await loadWorkshop(paths.root)
  await checkDeck(paths.root, content)
  const counts = countsOf(content)
  console.log(`The content is sound: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`)
})
