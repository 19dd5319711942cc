import { gzipSync } from 'node:zlib'
import { readAll } from './read.ts'

// A file that ends anywhere is an article, or a sentence that names the file; nothing else is ever thrown.

const files: Record<string, string | Buffer> = {
  'a.html':
    '<!doctype html><html><head><title>Ferry</title></head><body><article><p>The <b>ferry</b> &amp; pier.</p><ul><li>One</li></ul></article></body></html>',
  'a.md': '---\ntitle: "Ferry"\nauthors: ["W"]\n---\n# Ferry\n\nThe [ferry](https://courier.example/) is *back*.\n\n> Quieter `now`.\n',
  'a.csv': 'title,text,url\r\n"Ferry","Back, ""soon"".\nYes.",https://courier.example/\r\nPier,Open.,\r\n',
  'feed.json':
    '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"F","content_html":"<p>Back \\u00e9.</p>"},{"id":"2","content_text":"x"}]}',
  'ghost.json':
    '{"db":[{"meta":{"exported_on":1},"data":{"users":[{"id":"1","name":"W"}],"posts":[{"id":"a","title":"F","html":"<p>Back.</p>"}]}}]}',
  'ninjs.json':
    '{"uri":"https://courier.example/1","headlines":[{"value":"F"}],"bodies":[{"contentType":"text/html","value":"<p>Back.</p>"}]}',
  'a.tar.gz': gzipSync(Buffer.alloc(3000, 'no tar')),
}

test.each(Object.keys(files))('%s, cut off at every third byte', async (name) => {
  const whole = Buffer.from(files[name] ?? '')
  for (let end = 0; end < whole.length; end += 3) {
    const found = await readAll(name, whole.subarray(0, end))
    const sentences = found.map((one) => ('failure' in one ? one.failure : `“${name}” ${one.decoded.text}`))
    expect([end, sentences.length > 0, sentences.filter((sentence) => !sentence.includes(`“${name}”`))]).toEqual([end, true, []])
  }
})
