import { launch } from '../browser.ts'
import { ada, openSite, password } from '../cast.ts'
import { bring, lines, plan, story } from './bring.ts'
import { seed } from '../../seeds/seed.ts'
import { readFileSync } from 'node:fs'
test('shots', async () => {
  const site = await openSite()
  await seed(site.db)
  const ar = readFileSync('seeds/articles/maktaba-aima.txt')
  const files = { 'harbour-lights-return.txt': story('harbour lights'), 'photo.txt': Buffer.from('89504e470d0a1a0a', 'hex'), 'ete.txt': Buffer.from('L\x92\xe9t\xe9 revient au port de Saint-Aubry, dit le maire.', 'latin1'),
   'مكتبة.txt': 'تعود المكتبة إلى الساحل.\nاقرأ أيضا: خبر آخر من الميناء\n', 'maktaba.txt': ar,
   'batch.jsonl': lines({ title: 'The bakers of Market Street, all five of them, and what became of each in the end', text: story('bakers') + '\nThey said it. READ ALSO: What Became of the Five Bakers of Market Street He gave it.' }, { text: 'a', title: 'T'.repeat(10000) }) + '{"text":"ab\\ud83d"}\n' }
  const planned = await plan(site.db, files, { landing: 'review' })
  await bring(site.db, files, { landing: 'review', source: 'Le Fanal de Vauclaire' })
  const done = (await site.db('imports').orderBy('id', 'desc').first('id')).id
  await plan(site.db, { 'x.txt': story('x') })
  const run = await plan(site.db, { 'y.jsonl': lines({ text: story('yy') }, { text: story('yyy') }) })
  await site.db('imports').where({ id: run }).update({ state: 'running' })
  const browser = await launch()
  for (const [width, scheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light']] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme })
    await page.goto(site.url + '/sign-in')
    await page.fill('[name=email]', ada.email); await page.fill('[name=password]', password); await page.click('main button.pri, .auth button')
    await page.waitForLoadState()
    for (const [name, path] of [['list', '/imports'], ['new', '/imports/new'], ['plan', '/imports/' + planned], ['report', '/imports/' + done], ['running', '/imports/' + run], ['sources', '/sources']] as const) {
      await page.goto(site.url + path)
      if (name === 'new') await page.click('summary')
      await page.screenshot({ path: `/tmp/shots-imports/${name}-${width}-${scheme}.png`, fullPage: true })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (wide > 0) console.log(name, width, 'overflows by', wide)
    }
    await page.close()
  }
  await browser.close()
  await site.close()
}, 120000)
